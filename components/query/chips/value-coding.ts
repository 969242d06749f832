import { listedText } from '#lib/where/listed-text.ts'
import { type Operator, valuesTaken } from '#lib/where/operators.ts'
import { listParts, unlisted } from '#lib/where/typed-values.ts'

/** The whole text, or each value of a list, in the other form; blanks around values stay. */
export function recoded(
  text: string,
  operator: Operator | undefined,
  code: (value: string) => string,
): string {
  if (operator === undefined || valuesTaken(operator) !== 'list') return code(text)
  const parts = listParts(text).map((part) => {
    const [value, text] = [unlisted(part), part.trim()]
    const coded = code(value)
    return coded === value ? part : part.replace(text, () => listedText(coded))
  })
  return parts.join(',')
}
