import { shownValues } from '#lib/where/listed-text.ts'
import { type Operator, valuesTaken } from '#lib/where/operators.ts'

/** The values of a condition as one field shows them. */
export function typedText(values: readonly string[], operator: Operator): string {
  return shownValues(values, valuesTaken(operator) === 'list')
}

/** The values that a field holds; only a list is divided at its commas. */
export function typedValues(text: string, operator: Operator): readonly string[] {
  const taken = valuesTaken(operator)
  if (taken === 'nothing') return []
  if (taken === 'one') return [text]
  return listParts(text).flatMap((part) => (part.trim() === '' ? [] : unlisted(part)))
}

/** The text of a list between its commas; a comma inside of quotes divides nothing. */
export function listParts(text: string): readonly string[] {
  return [...`,${text}`.matchAll(/,(\s*"[^"]*(?:"[^,]*)?|[^,]*)/g)].map(([, part = '']) => part)
}

/** The value that a part of a list stands for. */
export function unlisted(part: string): string {
  const text = part.trim()
  return /^"([^"]*)"$/.exec(text)?.[1] ?? text
}

/** What is wrong with a value that a literal cannot say; text takes neither quotes nor a backslash (contract 6.1). */
export function unwritable(values: readonly string[]): string | undefined {
  const bad = values.find((value) => /['"\\\p{Cc}]/u.test(value))
  return bad === undefined
    ? undefined
    : `${bad} cannot be written: text takes no quotes and no backslash. Use "matches" with _ in their place.`
}
