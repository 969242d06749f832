import { visit } from 'yaml'
import { isRounded } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import type { YamlDocument } from '#lib/config/document/stream.ts'

/** A List has thousands of resources in one document. */
const known = new WeakMap<YamlDocument, ReadonlySet<Json>>()

/** Values of fractions that are written with more digits than a double keeps, wherever in the document they are. */
export function roundedNumbers(document: YamlDocument): ReadonlySet<Json> {
  const found = known.get(document) ?? findRounded(document)
  known.set(document, found)
  return found
}

function findRounded(document: YamlDocument): Set<Json> {
  const rounded = new Set<Json>()
  visit(document, {
    Scalar: (_, { value, source = '' }) => {
      if (typeof value !== 'number' && typeof value !== 'bigint') return
      // Whole numbers have other notations, and those beyond 64 bits are recognized by their value.
      if (/[.eE]/.test(source) && isRounded(source.replaceAll('_', ''), value)) rounded.add(value)
    },
  })
  return rounded
}
