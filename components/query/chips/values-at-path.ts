import type { ValueOption } from '#components/query/chips/find-values.ts'
import { count } from '#lib/base/plural.ts'
import type { SeenPath } from '#lib/rows/paths-wire.ts'
import { type LiteralKind, likelyLiteral } from '#lib/where/data-builder.ts'

/** Values of documents to choose from, most frequent first: `8080` and the text '8080' are two. */
export function valuesAtPath(seen: SeenPath['values']): readonly ValueOption[] {
  const found = new Map<string, { value: string | number | boolean; units: number }>()
  for (const { value, units } of seen) {
    const key = `${typeof value} ${value}`
    if (hasLiteral(value)) found.set(key, { value, units: units + (found.get(key)?.units ?? 0) })
  }
  return [...found.values()]
    .sort((a, b) => b.units - a.units)
    .map(({ value, units }) => {
      const [text, literal] = [String(value), literalOf(value)]
      const label = likelyLiteral(text) === literal ? text : `'${text}'`
      return { label, text, literal, detail: count(units, 'unit') }
    })
}

/** A condition has whole numbers of at most ten digits, without a sign. */
function hasLiteral(value: string | number | boolean): boolean {
  return typeof value !== 'number' || /^\d{1,10}$/.test(String(value))
}

function literalOf(value: string | number | boolean): LiteralKind {
  if (typeof value === 'number') return 'int'
  return typeof value === 'boolean' ? 'bool' : 'string'
}
