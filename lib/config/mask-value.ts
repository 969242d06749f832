import { isJsonList, isJsonMap, type JsonMap, member } from '#lib/config/json.ts'
import type { Json } from '#lib/config/patch.ts'
import type { PathSegment } from '#lib/config/path.ts'
import { isSecretName, secretAssignment, secretValues, urlPassword } from '#lib/config/secret-names.ts'

/** Plain YAML in every position; the same length for every secret. */
export const mask = '••••••••'

/** A whole resource masked: data of Secrets, keys and variables named like secrets, values that look like secrets. */
export function maskResource(resourceType: string, value: Json): Json {
  return maskInside(value, { ...nowhere, isSecretResource: isSecretKind(resourceType) })
}

/** The same for the value at a path. */
export function maskPlace(resourceType: string, segments: readonly PathSegment[], value: Json): Json {
  return isSecretPlace(resourceType, segments)
    ? maskAll(value)
    : maskInside(value, {
        ...nowhere,
        key: lastName(segments),
        isSecretResource: isSecretKind(resourceType) && segments.length < 2,
      })
}

const nowhere: Around = { isSecretData: false, isSecretResource: false, key: undefined }

function isSecretKind(resourceType: string): boolean {
  return resourceType === 'v1/Secret' || resourceType.endsWith('/Secret') || resourceType === 'Secret'
}

/** Parts of a text that are secrets, replaced; the text itself when there are none. */
export function maskText(text: string): string {
  if (secretValues.some((each) => each.test(text))) return maskLines(text)
  const withUrls = text.replace(urlPassword, `$1${mask}$3`)
  return withUrls.replace(secretAssignment, (whole, head: string, name: string, value: string) =>
    isSecretName(name) && !/^(?:true|false|null|~|[|>][-+]?|\$[({].*)$/.test(value)
      ? head + maskQuoted(value)
      : whole,
  )
}

/** One mask per line that has something on it. */
export function maskLines(text: string): string {
  return text.replace(/[^\s](?:[^\r\n]*[^\s])?/g, mask)
}

type Around = {
  /** The value is `data` or `stringData` of a Secret. */
  readonly isSecretData: boolean
  readonly isSecretResource: boolean
  /** The nearest key above, for lists and scalars. */
  readonly key: string | undefined
}

function maskInside(value: Json, around: Around): Json {
  if (typeof value === 'string') {
    return isSecretHere(around) && !isReference(value) ? maskLines(value) : maskText(value)
  }
  if (typeof value === 'number') return isSecretHere(around) ? mask : value
  if (isJsonList(value)) return value.map((item) => maskInside(item, around))
  return isJsonMap(value) ? maskMap(value, around) : value
}

function isSecretHere({ isSecretData, key }: Around): boolean {
  return isSecretData || (key !== undefined && isSecretName(key))
}

/** `${VAR}`, `$(VAR)`, `{{ .Values.x }}`: says where the secret comes from. */
function isReference(value: Json): boolean {
  return typeof value === 'string' && /^(?:\$\{[^}]*\}|\$\([^)]*\)|\{\{[^}]*\}\})$/.test(value.trim())
}

function maskMap(map: JsonMap, around: Around): Json {
  const isSecret = around.isSecretResource || member(map, 'kind') === 'Secret'
  const isVariable = isSecretVariable(map)
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      if (around.isSecretData) return [key, maskAll(value)]
      if (isVariable && key === 'value') return [key, isReference(value) ? value : maskAll(value)]
      const isSecretData = isSecret && isSecretSectionName(key)
      if (isSecret && key === lastApplied) return [key, maskAll(value)]
      return [key, maskInside(value, { isSecretData, isSecretResource: isSecret && key === 'metadata', key })]
    }),
  )
}

/** `name: DB_PASSWORD` beside a `value`. */
function isSecretVariable(map: JsonMap): boolean {
  const name = member(map, 'name') ?? member(map, 'key')
  return typeof name === 'string' && member(map, 'value') !== undefined && isSecretName(name)
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

function isSecretSectionName(key: string): boolean {
  return key === 'data' || key === 'stringData'
}

function maskAll(value: Json): Json {
  if (typeof value === 'string') return maskLines(value)
  if (typeof value === 'number') return mask
  if (isJsonList(value)) return value.map(maskAll)
  if (!isJsonMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskAll(each)]))
}

export function isSecretPlace(resourceType: string, segments: readonly PathSegment[]): boolean {
  if (isSecretSection(resourceType, segments)) return true
  const last = lastName(segments)
  if (isSecretKind(resourceType) && last === lastApplied) return true
  const before = segments.at(-2)
  if (last === 'value' && before?.kind === 'match') return isSecretName(before.value)
  return last !== undefined && isSecretName(last)
}

function isSecretSection(resourceType: string, segments: readonly PathSegment[]): boolean {
  const [first] = segments
  return isSecretKind(resourceType) && first?.kind === 'key' && isSecretSectionName(first.key)
}

/** Name of the field a path ends in, list items counting to their list. */
function lastName(segments: readonly PathSegment[]): string | undefined {
  const named = segments.findLast((each) => each.kind === 'key' || each.kind === 'param')
  const last = segments.at(-1)
  if (last?.kind === 'match') return undefined
  return named?.kind === 'key' || named?.kind === 'param' ? named.key : undefined
}

function maskQuoted(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? ''
  return quote + mask + quote
}
