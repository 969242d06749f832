import { isAlias, isCollection, isScalar, type ParsedNode, visit } from 'yaml'
import type { LoadedResource } from '#lib/config/document/document.ts'
import type { Splice } from '#lib/config/document/lines.ts'
import type { NodeLike } from '#lib/config/document/node-value.ts'
import { flowText, type Layout } from '#lib/config/write/render.ts'

/**
 * Before nodes go: aliases elsewhere that point into them get the value written out, so that they keep it.
 * Nothing to do (empty) when no such alias exists.
 */
export function freeAnchors(
  { document, reader }: LoadedResource,
  nodes: readonly NodeLike[],
  layout: Layout,
): Splice[][] {
  const going = new Set<unknown>()
  for (const node of nodes) collect(node, going)
  const hasAnchor = [...going].some(
    (node) => (isScalar(node) || isCollection(node)) && node.anchor !== undefined,
  )
  if (!hasAnchor) return []
  const freed: Splice[][] = []
  visit(document, {
    Alias: (_, alias) => {
      const target = alias.resolve(document)
      if (going.has(alias) || !target || !going.has(target)) return
      const [start, end] = (alias as ParsedNode).range
      freed.push([{ start, end, text: flowText(reader.valueOf(target as ParsedNode), layout) }])
    },
  })
  return freed
}

function collect(node: NodeLike, into: Set<unknown>): void {
  if (!node || isAlias(node)) {
    if (node) into.add(node)
    return
  }
  visit(node, { Node: (_, each) => void into.add(each) })
}
