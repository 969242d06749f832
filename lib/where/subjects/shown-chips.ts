import { type Query, type QueryChip, queryChips } from '#lib/where/boolean/query-chips.ts'
import { typeOf } from '#lib/where/builder.ts'
import { type Operator, operators, valuesTaken } from '#lib/where/operators.ts'
import { type Fields, fieldsOfChip } from '#lib/where/subjects/fields.ts'

/** One part of a query, with all that a bar shows of it, so that showing it takes no language. */
export type ShownChip = {
  readonly chip: QueryChip
  /** What the fields of its editor hold; absent where they cannot say it. */
  readonly fields?: Fields
  /** Absent where the text of the part is all there is to show. */
  readonly words?: ChipWords
}

export type ChipWords = {
  readonly subject: string
  /** `is one of`. */
  readonly operator: string
  /** As they are asked for: people by their id, times in ISO. */
  readonly values: readonly string[]
  /** Whether the values are those of a list. */
  readonly isList: boolean
  readonly isTime: boolean
}

export function shownChips(query: Query): ShownChip[] {
  return queryChips(query).map((chip) => {
    const fields = fieldsOfChip(chip)
    const words = wordsOf(chip)
    return { chip, ...(fields && { fields }), ...(words && { words }) }
  })
}

function wordsOf(chip: QueryChip): ChipWords | undefined {
  if (chip.on === 'type' || chip.fields === undefined) return undefined
  const { operator, values } = chip.fields
  if (chip.on === 'unit') {
    const { attribute } = chip.fields
    return words(attribute, operator, values, typeOf(attribute, 'Unit') === 'time')
  }
  const { path, literal } = chip.fields
  // Text that looks like a number is not that number.
  return words(path, operator, literal === 'string' ? values.map(quotedNumber) : values, false)
}

function words(subject: string, operator: Operator, values: readonly string[], isTime: boolean): ChipWords {
  const isList = valuesTaken(operator) === 'list'
  return { subject, operator: operators[operator].words, values, isList, isTime }
}

function quotedNumber(text: string): string {
  return /^(?:\d+|true|false)$/.test(text) ? `'${text}'` : text
}
