import { visibleText } from '#lib/base/visible-text.ts'
import { maskNamed } from '#lib/config/mask/mask.ts'

/** The name of a place, `Labels.Tier` say, may tell that its value is a secret. */
export function maskedAt(place: string, value: string): string {
  return maskNamed(place.slice(place.indexOf('.') + 1), value)
}

/** A value as it is shown, without secrets and invisible characters: a record may be written by hand. */
export function shownAt<Value>(place: string, value: Value): Value | string {
  return typeof value === 'string' ? visibleText(maskedAt(place, value)) : value
}
