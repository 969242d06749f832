import type { Scalar } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'
import { eachScalar, type ScalarPlace } from '#lib/config/document/scalars.ts'

/** A plain scalar that is not read as what it looks like: `on`, `1_000`, `017`. */
export type Surprise = {
  readonly place: ScalarPlace
  readonly text: string
  /** What it is read as; for a key its name. */
  readonly value: Json
  readonly isKey: boolean
}

/** The surprises of a resource, in the order of the text. The content of an alias is reported at its anchor. */
export function surprisesOf({ document }: Pick<LoadedResource, 'document'>): Surprise[] {
  const found: Surprise[] = []
  eachScalar(document.contents, (scalar, place, isKey) => {
    const surprise = isKey ? surpriseOfKey(scalar, place) : surpriseOfValue(scalar, place)
    if (surprise !== undefined) found.push(surprise)
  })
  return found
}

function surpriseOfKey({ type, value, source }: Scalar, place: ScalarPlace): Surprise | undefined {
  const name = String(place.at(-1))
  if (type !== 'PLAIN' || typeof value === 'symbol' || source === name) return undefined
  return { place, text: source ?? '', value: name, isKey: true }
}

function surpriseOfValue(
  { type, tag, value, source: text = '' }: Scalar,
  place: ScalarPlace,
): Surprise | undefined {
  if (type !== 'PLAIN' || tag !== undefined || !isSurprising(value, text, place.at(-1))) return undefined
  return { place, text, value: value as Json, isKey: false }
}

function isSurprising(value: unknown, text: string, key: string | number | undefined): boolean {
  if (typeof value === 'boolean') return !/^(?:true|false)$/i.test(text)
  if (typeof value === 'string') return isNoNumber(text)
  if (typeof value !== 'number' && typeof value !== 'bigint') return false
  // Beyond 64 bits digits are lost.
  if (/^-?(?:0|[1-9][0-9]*)$/.test(text)) return String(value) !== text && text !== '-0'
  const isUsual = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/.test(text) || /^0x/i.test(text)
  const isMode = /^0[0-7]+$/.test(text) && typeof key === 'string' && /mode$/i.test(key)
  return !isUsual && !isMode
}

/** `.inf` and `.nan` are numbers that JSON does not have: Kubernetes refuses the whole document. */
export function isNoNumber(text: string): boolean {
  return /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)
}

/** `` `on` is read as true ``. */
export function surpriseText({ text, value, isKey }: Surprise, verb: 'is' | 'was' = 'is'): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  if (typeof value === 'string' && !isKey) return `\`${shown}\` ${verb} not a value that Kubernetes accepts`
  return `${isKey ? 'the key ' : ''}\`${shown}\` ${verb} read as ${String(value)}`
}
