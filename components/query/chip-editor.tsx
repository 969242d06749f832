'use client'

import { type FormEvent, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { attributeMenu, type Draft, operatorMenu, termFrom, typeOf } from '#lib/where/builder.ts'
import type { CheckedTerm } from '#lib/where/check.ts'
import type { KnownValues } from '#lib/where/complete.ts'
import { type Operator, operators } from '#lib/where/operators.ts'

const takesNothing = (operator: Operator) => operators[operator].kind === 'null'
const takesList = (operator: Operator) => operators[operator].kind === 'in'

/** Attribute, operator, value: the three fields of a condition, checked as they are filled in. */
export function ChipEditor({
  fields,
  known,
  saveLabel,
  onSave,
  onCancel,
}: {
  /** What is edited; absent for a new condition. */
  fields?: Draft | undefined
  known: KnownValues
  saveLabel: string
  onSave: (term: CheckedTerm) => void
  onCancel: () => void
}) {
  const [attribute, setAttribute] = useState(fields?.attribute ?? '')
  const [chosenOperator, setOperator] = useState<Operator | undefined>(fields?.operator)
  const [value, setValue] = useState(fields?.values.join(', ') ?? '')
  const [hasTried, setHasTried] = useState(false)

  const menu = operatorMenu(attribute, 'Unit')
  const operator = chosenOperator && menu.includes(chosenOperator) ? chosenOperator : menu[0]
  const attributes = useMemo(() => attributeOptions(known), [known])
  const needsValue = operator !== undefined && !takesNothing(operator)
  const draft = operator && { attribute, operator, values: needsValue ? valuesOf(value, operator) : [] }
  const term = draft && termFrom(draft, 'Unit')
  const problem = hasTried ? problemOf(attribute, term) : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setHasTried(true)
    if (term?.ok) onSave(term.value)
  }
  return (
    <form onSubmit={submit} className="flex w-[min(36rem,calc(100vw-32px))] flex-col gap-3 p-3">
      <div className="grid grid-cols-[1fr_9.5rem] gap-2 max-sm:grid-cols-1">
        <SuggestField
          label="Attribute"
          opensOnFocus
          autoFocus={!fields}
          suggestions={attributes}
          value={attribute}
          onChange={setAttribute}
          placeholder="Slug"
        />
        <Select
          label="Condition"
          options={menu.map((each) => ({ value: each, label: operators[each].words }))}
          value={operator ?? null}
          onChange={setOperator}
          isDisabled={menu.length === 0}
          placeholder="–"
        />
      </div>
      {needsValue && (
        <SuggestField
          // Suggestions belong to the attribute, so another attribute resets the list.
          key={`${attribute} ${operator}`}
          label={takesList(operator) ? 'Values, separated by commas' : 'Value'}
          opensOnFocus
          autoFocus={Boolean(fields)}
          suggestions={valueOptions(attribute, known)}
          value={value}
          onChange={setValue}
          description={hintOf(operator)}
        />
      )}
      {problem && (
        <p role="alert" className="text-removed text-sm">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button size="sm" variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit">
          {saveLabel}
        </Button>
      </div>
    </form>
  )
}

function problemOf(attribute: string, term: ReturnType<typeof termFrom> | undefined): string | undefined {
  if (attribute.trim() === '') return 'Choose an attribute.'
  if (attribute.endsWith('.')) return `Name a key: ${attribute}Tier.`
  if (!term) return `Units have no attribute ${attribute}.`
  return term.ok ? undefined : term.error.message
}

function valuesOf(value: string, operator: Operator): string[] {
  if (!takesList(operator)) return [value]
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

function hintOf(operator: Operator): string | undefined {
  const { kind } = operators[operator]
  if (kind === 'like') return '% matches any characters, _ exactly one.'
  if (kind === 'regex') return 'A regular expression; matches anywhere unless anchored with ^ and $.'
  return undefined
}

/** Keys seen in the fleet come first: a map attribute needs a key. */
function attributeOptions(known: KnownValues) {
  const seen = Object.keys(known)
    .filter((name) => name.includes('Labels.'))
    .map((label) => ({ label, detail: 'seen in this fleet' }))
  const all = attributeMenu('Unit').map(({ name, doc }) => ({ label: name, detail: doc }))
  const first = ['Slug', 'Space.Slug']
  return [
    ...all.filter(({ label }) => first.includes(label)),
    ...seen,
    ...all.filter(({ label }) => !first.includes(label)),
  ]
}

function valueOptions(attribute: string, known: KnownValues) {
  if (typeOf(attribute, 'Unit') === 'bool') return [{ label: 'true' }, { label: 'false' }]
  return (known[attribute] ?? []).map((label) => ({ label }))
}
