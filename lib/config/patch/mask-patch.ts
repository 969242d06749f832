import { isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { analyse } from '#lib/config/mask/analysis.ts'
import { decodedText } from '#lib/config/mask/base64.ts'
import { locateJson } from '#lib/config/mask/json-text.ts'
import {
  type Around,
  jsonSpans,
  type Marks,
  markText,
  markValue,
  maskMarked,
} from '#lib/config/mask/marks.ts'
import { type MaskOptions, maskConfig, maskNamed, maskText } from '#lib/config/mask/mask.ts'
import { maskedText } from '#lib/config/mask/masked-text.ts'
import { isSecretName, judgeName, type NameVerdict } from '#lib/config/mask/names.ts'
import { aroundPath, isSecretPlace, patchRoot } from '#lib/config/mask/place.ts'
import { secretMatcher } from '#lib/config/mask/secret-matcher.ts'
import { maskSpans, type Span, tidySpans } from '#lib/config/mask/spans.ts'
import { collectSecrets, followText, withKnown } from '#lib/config/mask/taint.ts'
import { isCased, valuesOf } from '#lib/config/patch/field-cases.ts'
import type { DocumentPatch, PatchOf, SetFields } from '#lib/config/patch/patch.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** The kinds of patch that carry values. */
type FunctionPatch = {
  readonly kind: 'function'
  readonly name: string
  readonly arguments: readonly { name: string; value: string | number | bigint | boolean }[]
}
type StepPatch = DocumentPatch | FunctionPatch
type MetadataEdit =
  | { readonly field: 'Labels' | 'Annotations'; readonly key: string; readonly value: string | null }
  | { readonly field: 'DeleteGates'; readonly key: string; readonly value: true | null }
  | { readonly field: 'DisplayName' | 'TargetID'; readonly value: string | null }
type MaskablePatch =
  | StepPatch
  | { readonly kind: 'sequence'; readonly steps: readonly StepPatch[] }
  | {
      readonly kind: 'document'
      readonly text: string
      readonly base: { readonly UnitID: string; readonly HeadRevisionNum: number; readonly DataHash: string }
    }
  | { readonly kind: 'restore'; readonly to: string }
  | { readonly kind: 'metadata'; readonly edits: readonly MetadataEdit[] }
  | { readonly kind: 'undo-metadata'; readonly tagId: string }

/**
 * The displayed and recorded form of a patch: of the same kind, with its secrets masked. It must not be applied any
 * more.
 */
export function maskPatch(patch: MaskablePatch, options: MaskOptions = {}): MaskablePatch {
  switch (patch.kind) {
    case 'sequence':
      return { ...patch, steps: maskSteps(patch.steps, options) }
    case 'document':
      return { ...patch, text: maskConfig(patch.text, options).text }
    case 'metadata':
      return { ...patch, edits: patch.edits.map((edit) => maskEdit(edit, options)) }
    case 'restore':
    case 'undo-metadata':
      return patch
    default:
      return maskStep(patch, options, new Set())
  }
}

/** A patch is refused before while a value looks like a secret; a record may be written by hand. */
function maskEdit(edit: MetadataEdit, options: MaskOptions): MetadataEdit {
  const name = 'key' in edit ? edit.key : edit.field
  return typeof edit.value === 'string' ? { ...edit, value: maskNamed(name, edit.value, options) } : edit
}

/** What is a secret in one step is one in all of them. */
function maskSteps(steps: readonly StepPatch[], options: MaskOptions): StepPatch[] {
  const secrets = new Set(options.secrets)
  for (const step of steps) maskStep(step, options, secrets)
  return steps.map((step) => maskStep(step, { ...options, secrets }, new Set()))
}

/** Adds the secrets that it finds to those that were found. */
function maskStep(patch: StepPatch, options: MaskOptions, found: Set<string>): StepPatch {
  switch (patch.kind) {
    case 'set-fields':
      return maskFields(patch, options, found)
    case 'merge':
      return { ...patch, text: maskMerge(patch, options, found) }
    case 'json':
      return { ...patch, text: maskOperations(patch, options, found) }
    case 'function':
      return maskCall(patch, options, found)
    default:
      return patch satisfies never
  }
}

/** Values that belong together: a secret of one is masked in all, including paths. */
function maskTogether(
  values: readonly { readonly value: Json; readonly around: Around }[],
  { secrets: known, fingerprint }: MaskOptions,
  found: Set<string>,
): { readonly values: Json[]; readonly show: (text: string) => string } {
  const secrets = new Set(known)
  const marked = values.map(({ value, around }) => ({ value, marks: markValue(value, around), around }))
  for (const { value, marks, around } of marked) collectSecrets(value, marks, secrets, around.name)
  for (const secret of secrets) found.add(secret)
  const matcher = secretMatcher(secrets)
  const shown = (text: string, spans: readonly Span[]) => maskSpans(text, spans, fingerprint)
  return {
    values: marked.map(({ value, marks }) => maskMarked(value, withKnown(value, marks, matcher), shown)),
    show: (text) => shown(text, tidySpans(text, matcher(text))),
  }
}

function maskFields(patch: SetFields, options: MaskOptions, found: Set<string>): SetFields {
  const values = patch.fields.flatMap((field) => {
    const around = aroundField(patch.resourceType, field.path)
    return valuesOf(field).map((value) => ({ value, around }))
  })
  const masked = maskTogether(values, options, found)
  const rest = masked.values.values()
  const next = () => rest.next().value ?? null
  // In the order of `valuesOf`: those of the cases come first.
  const fields = patch.fields.map((field) => {
    const path = masked.show(maskMatches(field.path, options))
    if (!isCased(field)) return { ...field, path, value: next() }
    const cases = field.cases.map(({ when, value: _ }) => ({
      // It is typed by hand, beside the values.
      when: { ...when, matches: masked.show(maskText(when.matches, options)) },
      value: next(),
    }))
    return { ...field, path, cases, ...(field.value !== undefined && { value: next() }) }
  })
  return { ...patch, fields }
}

function aroundField(resourceType: string | undefined, path: string): Around {
  const parsed = parsePath(path)
  return parsed.ok ? aroundPatched(resourceType, parsed.value.segments) : {}
}

/** Where a type is not given, `data` may be that of a Secret: what looks like a secret in it is one. */
function aroundPatched(resourceType: string | undefined, segments: readonly PathSegment[]): Around {
  const around = aroundPath(resourceType ?? '', segments)
  const [first] = segments
  const mayBe =
    patchRoot(resourceType).kind === 'unknown' &&
    first?.kind === 'key' &&
    /^(?:data|binaryData)$/.test(first.key)
  const isValue = around.name === 'value'
  return (mayBe || isValue) && around.verdict === 'no' && around.isSecretData !== true
    ? { ...around, verdict: 'maybe', ...(segments.length === 1 && { name: 'secrets', verdict: 'secret' }) }
    : around
}

/** `?value=x` and `*?value=x` name an element by what may be its secret. */
function maskMatches(path: string, { fingerprint }: MaskOptions): string {
  const parts = path.split('.').map((part) => {
    const [, head = '', key = '', value = ''] = /^(\*?\?([^=]+)=)(.*)$/.exec(part) ?? []
    if (head === '' || !(key.toLowerCase() === 'value' || isSecretName(key))) return part
    return head + maskSpans(value, tidySpans(value, [{ start: 0, end: value.length }]), fingerprint)
  })
  return parts.join('.')
}

function maskMerge(
  { text, resourceType }: PatchOf<'merge'>,
  options: MaskOptions,
  found: Set<string>,
): string {
  const { analyses, secrets } = analyse([text], patchRoot(resourceType))
  const all = new Set([...secrets, ...(options.secrets ?? [])])
  for (const secret of all) found.add(secret)
  return analyses.map((analysis) => maskedText(analysis, all, options.fingerprint).text).join('')
}

function maskOperations(
  { text, resourceType }: PatchOf<'json'>,
  options: MaskOptions,
  found: Set<string>,
): string {
  const json = locateJson(text)
  if (json === undefined || !isJsonList(json.value)) return maskedAsText(text, options)
  const secrets = new Set(options.secrets)
  const marks = new Map<string | number, Marks>()
  for (const [index, operation] of json.value.entries()) {
    const mark = isJsonMap(operation) ? markOperation(operation, resourceType, secrets) : undefined
    if (mark !== undefined) marks.set(index, mark)
  }
  for (const secret of secrets) found.add(secret)
  const all = withKnown(json.value, marks, secretMatcher(secrets))
  return maskSpans(text, tidySpans(text, jsonSpans(text, json.node, all)), options.fingerprint)
}

function markOperation(
  operation: { readonly [key: string]: Json },
  resourceType: string | undefined,
  secrets: Set<string>,
): Marks | undefined {
  const [path, value] = [member(operation, 'path'), member(operation, 'value')]
  if (value === undefined) return undefined
  const segments = typeof path === 'string' ? pointerSegments(path) : []
  const around: Around =
    segments.length === 0 ? patchRoot(resourceType) : aroundPatched(resourceType, segments)
  const mark = markValue(value, around)
  collectSecrets(value, mark, secrets, around.name)
  return mark === undefined ? undefined : new Map([['value', mark]])
}

function pointerSegments(pointer: string): PathSegment[] {
  const keys = pointer.split('/').slice(1)
  return keys.map((key) => ({ kind: 'key', key: key.replaceAll('~1', '/').replaceAll('~0', '~') }))
}

/** A patch that cannot be read: nothing is known of its structure. */
function maskedAsText(text: string, { secrets: known, fingerprint }: MaskOptions): string {
  const spans = markText(text)
  const secrets = new Set(known)
  for (const { start, end } of spans) followText(text.slice(start, end), secrets)
  return maskSpans(text, tidySpans(text, [...spans, ...secretMatcher(secrets)(text)]), fingerprint)
}

function maskCall(patch: FunctionPatch, options: MaskOptions, found: Set<string>): FunctionPatch {
  const texts = patch.arguments.flatMap(({ name, value }) =>
    typeof value === 'string' ? [{ name, value }] : [],
  )
  const type = texts.find(({ name }) => name === 'resource-type')?.value ?? ''
  // A path, a variable or a key among the arguments tells what the values are.
  const told = texts.some(({ name, value }) => !isValueArgument(name) && revealsSecret(type, value))
  const masked = maskTogether(
    patch.arguments.map(({ name, value }) => ({ value, around: aroundArgument(name, value, told) })),
    options,
    found,
  )
  return {
    ...patch,
    arguments: patch.arguments.map((each, index) => {
      const value = masked.values[index]
      return { ...each, value: typeof value === 'object' || value === undefined ? each.value : value }
    }),
  }
}

function isValueArgument(name: string): boolean {
  return /(?:^|-)(?:value|values|body|text|content|data)$/.test(name)
}

function revealsSecret(resourceType: string, value: string): boolean {
  const parsed = parsePath(value)
  return isSecretName(value) || (parsed.ok && isSecretPlace(resourceType, parsed.value.segments))
}

function aroundArgument(name: string, value: Json, told: boolean): Around {
  if (!isValueArgument(name)) return { name, verdict: judgeName(name) }
  const isEncoded = typeof value === 'string' && value.length >= 12 && decodedText(value) !== undefined
  // `DB_PASSWORD=x` tells by itself which part is secret.
  const isPair = typeof value === 'string' && /^[A-Za-z_][\w.-]{0,200}=/.test(value)
  if (isPair && !told && !isEncoded) return {}
  const verdict: NameVerdict = told || isEncoded ? 'secret' : 'maybe'
  return { name, verdict }
}
