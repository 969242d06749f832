import { visibleText } from '#lib/base/visible-text.ts'
import { maskedAt } from '#lib/change/metadata/masked.ts'
import { placeOf } from '#lib/change/metadata/values.ts'
import type { MetadataEdit } from '#lib/change/model.ts'

const maxKey = 128
const maxLabel = 128
const maxAnnotation = 1024

// As ConfigHub takes them (contract 10).
const keyPattern = /^[A-Za-z0-9](?:[-_./A-Za-z0-9]*[A-Za-z0-9])?$/
const labelPattern = /^[-_@/#$%&~+=!?.,:;(){}[\]<>|A-Za-z0-9 ]*$/

/** The first problem of all edits, with its place among them. */
export function editsProblem(
  edits: readonly MetadataEdit[],
): { readonly at: number; readonly message: string } | undefined {
  const seen = new Set<string>()
  for (const [at, edit] of edits.entries()) {
    const place = placeOf(edit)
    const message =
      keyProblem(edit) ?? valueProblem(edit) ?? (seen.has(place) ? `${place} is named twice.` : undefined)
    if (message !== undefined) return { at, message }
    seen.add(place)
  }
  return undefined
}

/** A value that no record may hold, as everyone who may see its space reads it. `place` is `Labels.Tier`, say. */
export function looksSecret(place: string, value: string): boolean {
  return maskedAt(place, value) !== value
}

/** Why its key is none that ConfigHub takes; undefined when nothing is wrong. */
export function keyProblem(edit: MetadataEdit): string | undefined {
  if (!('key' in edit)) return undefined
  const { key } = edit
  if (key.length > maxKey) return `A key has at most ${maxKey} characters.`
  // What a unit has already can be taken away, whatever its name.
  if (edit.value === null || keyPattern.test(key)) return undefined
  return `The key ${shown(key)} is not allowed: a key starts and ends with a letter or digit, and has only letters, digits and - _ . / between.`
}

/** Why its value is none that ConfigHub takes, or that a record may keep. */
export function valueProblem(edit: MetadataEdit): string | undefined {
  const { field, value } = edit
  if (typeof value !== 'string' || field === 'TargetID') return undefined
  if (value === '') return 'Type a value, or choose to remove it.'
  if (looksSecret(placeOf(edit), value))
    return 'The value looks like a secret. Metadata and the records of changes are read by everyone who may see the unit.'
  if (!value.isWellFormed()) return 'The value has half a character (a lone surrogate), which cannot be sent.'
  const most = field === 'Annotations' ? maxAnnotation : maxLabel
  if (field !== 'DisplayName' && value.length > most)
    return `The value has ${value.length} characters; ${field === 'Labels' ? 'a label' : 'an annotation'} takes at most ${most.toLocaleString('en')}.`
  if (field !== 'Labels') return undefined
  if (value !== value.trim()) return 'The value of a label cannot start or end with a space.'
  if (labelPattern.test(value)) return undefined
  return `The value ${shown(value)} is not allowed: a label takes only ASCII letters, digits, spaces and -_@/#$%&~+=!?.,:;(){}[]<>|.`
}

function shown(text: string): string {
  return `“${visibleText(text)}”`
}
