import { type Operator, operators } from '#lib/where/operators.ts'

/** The values of a condition as one field shows them. */
export function typedText(values: readonly string[]): string {
  return values.join(', ')
}

/** The values that a field holds; only a list is divided at its commas. */
export function typedValues(text: string, operator: Operator): readonly string[] {
  const { kind } = operators[operator]
  if (kind === 'null') return []
  if (kind !== 'in') return [text]
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** What is wrong with a value that a literal cannot say; text takes neither quotes nor a backslash (contract 6.1). */
export function unwritable(values: readonly string[]): string | undefined {
  const bad = values.find((value) => /['"\\\p{Cc}]/u.test(value))
  return bad === undefined
    ? undefined
    : `${bad} cannot be written: text takes no quotes and no backslash. Use "matches" with _ in their place.`
}
