import type { Prepared } from '#hub/functions/invoke.ts'
import type { AttributeValue, ValidationResult } from '#hub/functions/outputs.ts'
import type { RanAll } from '#hub/functions/run.ts'
import type { VerdictColumns } from '#hub/units/request-triggers.ts'

/** One Trigger after it ran, or why it could not. */
export type TriggerOutcome = {
  readonly trigger: {
    readonly TriggerID: string
    readonly Slug: string
    readonly SpaceSlug: string
    readonly FunctionName: string
    readonly Warn: boolean
  }
  readonly ran:
    | { readonly ok: true; readonly prepared: Prepared; readonly value: RanAll }
    | { readonly ok: false; readonly message: string }
}

/** Only a Revision has `passed`: the keys that did not fail. */
export type Verdict = { readonly columns: VerdictColumns; readonly passed: Readonly<Record<string, boolean>> }

/** Longer lists are cut, because they are part of every list of Units. */
const mostIssues = 100
const longestValue = 65_536

/**
 * The results of Triggers on a Unit and its Revision (contract 4.3). Keys are `<space>/<trigger>/<function>`, those of
 * values `<space>/<trigger>/<attribute>`. A Trigger that could not run counts as failed: its gate stays closed until
 * someone fixes it.
 */
export function verdictOf(outcomes: readonly TriggerOutcome[]): Verdict {
  const verdicts = outcomes.flatMap(validationsOf)
  const values = outcomes.flatMap(readingsOf)
  const failing = verdicts.filter(({ result }) => !result.Passed)
  const shut = (warn: boolean) =>
    Object.fromEntries(failing.filter((one) => one.trigger.Warn === warn).map(({ key }) => [key, true]))
  const failed = new Set(failing.map(({ key }) => key))
  const results = Map.groupBy(verdicts, ({ key }) => key)
  const lists = [...results].map(([key, all]) => [key, all.map(({ result }) => brief(result))])
  return {
    passed: Object.fromEntries(
      [...results.keys()].filter((key) => !failed.has(key)).map((key) => [key, true]),
    ),
    columns: {
      ValidationErrors: JSON.stringify(shut(false)),
      ValidationWarnings: JSON.stringify(shut(true)),
      ValidationResults: JSON.stringify(Object.fromEntries(lists)),
      ValidationTriggerIDs: triggersOf(verdicts),
      Values: JSON.stringify(Object.fromEntries(values.map(({ key, value }) => [key, asText(value)]))),
      ValueTriggerIDs: triggersOf(values),
    },
  }
}

/** Values are text, whatever they are in the document. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type Ran = TriggerOutcome['trigger']

function triggersOf(found: readonly { key: string; trigger: Ran }[]): string {
  return JSON.stringify(Object.fromEntries(found.map(({ key, trigger }) => [key, trigger.TriggerID])))
}

function validationsOf({ trigger, ran }: TriggerOutcome) {
  const results = ran.ok ? ran.value.validations : [notRun(trigger.FunctionName, ran.message)]
  return results.map((result) => ({ key: keyOf(trigger, result.FunctionName), trigger, result }))
}

function readingsOf({ trigger, ran }: TriggerOutcome) {
  const values = ran.ok ? valuesOf(ran.prepared, ran.value) : []
  return values
    .filter(([, value]) => JSON.stringify(value).length <= longestValue)
    .map(([attribute, value]) => ({ key: keyOf(trigger, attribute), trigger, value }))
}

function keyOf({ SpaceSlug, Slug }: Ran, last: string): string {
  return `${SpaceSlug}/${Slug}/${last}`
}

function notRun(FunctionName: string, Message: string): ValidationResult {
  return {
    Passed: false,
    FunctionName: FunctionName || 'invocation',
    Index: 0,
    Issues: [{ Identifier: 'not-run', Message }],
  }
}

function brief({ Issues, FailedAttributes, ...result }: ValidationResult): ValidationResult {
  return {
    ...result,
    ...(Issues === undefined ? {} : { Issues: Issues.slice(0, mostIssues) }),
    ...(FailedAttributes === undefined ? {} : { FailedAttributes: FailedAttributes.slice(0, mostIssues) }),
  }
}

/** The values found by reading functions, by attribute: a single value as it is, several as a list. */
function valuesOf({ calls }: Prepared, { outputs }: RanAll): [string, unknown][] {
  const reader = calls
    .map((call) => call.function.signature)
    .find((signature) => !signature.Mutating && !signature.Validating)
  if (reader === undefined) return []
  const found = Object.entries(outputs)
    .filter(([type]) => !type.startsWith('ValidationResult'))
    .flatMap(([type, rows]) => (Array.isArray(rows) ? rows : []).map((row) => ({ type, row })))
    .map(({ type, row }) => (type === 'AttributeValueList' ? attributeOf(row) : { value: row as unknown }))
  const byName = Map.groupBy(found, ({ name }) => name || reader.AttributeName || reader.FunctionName)
  return [...byName].map(([name, all]) => {
    const values = all.map(({ value }) => value)
    return [name, values.length === 1 ? values[0] : values]
  })
}

function attributeOf({ AttributeName, Value }: AttributeValue): {
  name?: string | undefined
  value: unknown
} {
  return { name: AttributeName, value: Value }
}
