import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml'
import { keyText, type NodeLike, type ParsedPair } from '#lib/config/document/node-value.ts'

/** Keys and indices that lead to a scalar; for a key, to its value. */
export type ScalarPlace = readonly (string | number)[]

type See = (scalar: Scalar, place: ScalarPlace, isKey: boolean) => void

/** Visits all scalars below a node in the order of the text, those behind an alias at its anchor. */
export function eachScalar(node: NodeLike, see: See, place: ScalarPlace = []): void {
  if (!node || isAlias(node)) return
  if (isScalar(node)) see(node, place, false)
  else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) eachScalar(item as NodeLike, see, [...place, index])
  } else if (isMap(node)) {
    for (const pair of node.items as ParsedPair[]) {
      const inner = [...place, keyText(pair)]
      if (isScalar(pair.key)) see(pair.key, inner, true)
      eachScalar(pair.value, see, inner)
    }
  }
}
