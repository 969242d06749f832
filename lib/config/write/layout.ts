import { isMap, isScalar, isSeq, type ParsedNode, visit } from 'yaml'
import { lineBreakOf } from '#lib/config/document/lines.ts'
import type { YamlDocument } from '#lib/config/document/stream.ts'
import type { Layout } from '#lib/config/write/render.ts'
import { blockIndent, isFlow } from '#lib/config/write/slots.ts'

/** A larger indentation is not taken as the document's style. */
const widest = 40

/** The indentation of this document, by its most frequent style. */
export function layoutOf(
  document: YamlDocument,
  text: string,
  { blockScalars, room }: Pick<Layout, 'blockScalars' | 'room'>,
): Layout {
  const steps: number[] = []
  const listSteps: number[] = []
  visit(document, {
    Map: (_, map) => {
      if (isFlow(map as ParsedNode)) return
      for (const pair of map.items) {
        const { value } = pair
        if ((!isMap(value) && !isSeq(value)) || isFlow(value as ParsedNode)) continue
        const step =
          blockIndent(value as Parameters<typeof blockIndent>[0]) -
          blockIndent(map as Parameters<typeof blockIndent>[0])
        if (isSeq(value)) listSteps.push(step)
        else steps.push(step)
      }
    },
  })
  const step = Math.min(mostFrequent(steps.filter((each) => each > 0)) ?? 2, widest)
  const json = isJsonDocument(document)
  return {
    eol: lineBreakOf(text),
    step,
    listStep: Math.min(mostFrequent(listSteps.filter((each) => each >= 0)) ?? step, widest),
    json,
    blockScalars: blockScalars && !json,
    room,
  }
}

function isJsonDocument(document: YamlDocument): boolean {
  const root = document.contents
  if (!isMap(root) || !isFlow(root)) return false
  const key = root.items[0]?.key
  return isScalar(key) && key.type === 'QUOTE_DOUBLE'
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}
