import * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { isRounded, numberFromText } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import { changeProblem } from '#lib/config/patch/field-change.ts'
import { type FieldChange, fieldChanges } from '#lib/config/patch/patch.ts'

export const valueTypes = ['string', 'number', 'boolean', 'json'] as const
export type ValueType = (typeof valueTypes)[number]

/** The value for the units whose column has a value that the patterns name. */
export const CaseDraft = z.object({
  id: z.string(),
  column: z.string(),
  matches: z.string(),
  text: z.string(),
})
export type CaseDraft = z.infer<typeof CaseDraft>

/** One line of "set fields" as entered; text that is not valid yet is kept too. */
export const FieldDraft = z.object({
  id: z.string(),
  path: z.string(),
  text: z.string(),
  type: z.enum(valueTypes),
  /** The person chose the type, so typing no longer changes it. */
  isTypeChosen: z.boolean(),
  /** Absent while the value is set. */
  how: z.optional(z.enum(fieldChanges)),
  /** Values for some of the units; the text above is then for the others. */
  cases: z.optional(z.array(CaseDraft)),
  /** The others are left as they are. */
  leavesOthers: z.optional(z.boolean()),
})
export type FieldDraft = z.infer<typeof FieldDraft>

export const emptyField = (id: string): FieldDraft => ({
  id,
  path: '',
  text: '',
  type: 'string',
  isTypeChosen: false,
})

export type FieldReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly message: string }

/** What is typed is an amount, to calculate with the value that each document has. */
export function isCalculated(how: FieldChange | undefined): boolean {
  return how !== undefined && !isOfList(how)
}

/** What is typed is an element of the list that each document has. */
export function isOfList(how: FieldChange | undefined): boolean {
  return how === 'append' || how === 'remove'
}

/** The value of a row, fit for how the field is changed. */
export function readFieldValue({ text, type, how }: Pick<FieldDraft, 'text' | 'type' | 'how'>): FieldReading {
  const read = isCalculated(how) ? readAmountText(text.trim()) : readTyped(text, type)
  if (!read.ok || how === undefined) return read
  const message = changeProblem({ path: '', value: read.value, how }, { segments: [] })
  return message === undefined ? read : { ok: false, message }
}

/** A number, or else text that is a quantity. */
function readAmountText(text: string): FieldReading {
  const isNumber = /^[-+]?\d+(?:\.\d+)?$/.test(text)
  return isNumber ? readNumber(text.replace(/^\+/, '')) : { ok: true, value: text }
}

/** The value that the text has under the type shown beside it. Nothing is guessed without showing it. */
function readTyped(text: string, type: ValueType): FieldReading {
  switch (type) {
    case 'string':
      return { ok: true, value: text }
    case 'number':
      return readNumber(text.trim())
    case 'boolean':
      return readBoolean(text.trim())
    case 'json':
      return readJson(text)
    default:
      return type satisfies never
  }
}

/** The type that a value looks like, until the person chooses one. @internal For tests. */
export function guessType(text: string): ValueType {
  const trimmed = text.trim()
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(trimmed)) return 'number'
  if (/^(?:true|false)$/.test(trimmed)) return 'boolean'
  if (/^(?:null$|[[{])/.test(trimmed)) return 'json'
  return 'string'
}

export function typeOf(value: Json): ValueType {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'json'
}

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Typing a value adapts its type until the person chooses one. */
export function withText(field: FieldDraft, text: string): FieldDraft {
  return { ...field, text, type: field.isTypeChosen ? field.type : guessType(text) }
}

function readNumber(text: string): FieldReading {
  if (!/^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text)) {
    return {
      ok: false,
      message: text === '' ? 'Type a number' : `"${text}" is not a number; choose string to write it as text`,
    }
  }
  const value = numberFromText(text)
  // A double beyond 2^53 may be another one than was typed.
  const isExact =
    typeof value === 'bigint' ? /^-?\d+$/.test(text) : !Number.isInteger(value) || Number.isSafeInteger(value)
  if (!isExact) return { ok: false, message: 'Too large for a whole number of 64 bits; choose string' }
  return isRounded(text, value)
    ? { ok: false, message: 'Has more digits than a number keeps; choose string' }
    : { ok: true, value }
}

function readBoolean(text: string): FieldReading {
  if (text === 'true') return { ok: true, value: true }
  if (text === 'false') return { ok: true, value: false }
  return { ok: false, message: 'Type true or false' }
}

function readJson(text: string): FieldReading {
  try {
    return { ok: true, value: parseExactJson(text) as Json }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? `Not JSON: ${error.message}` : 'Not JSON' }
  }
}
