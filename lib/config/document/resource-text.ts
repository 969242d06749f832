import type { LoadedResource, LoadedStream } from '#lib/config/document/document.ts'
import { lineStart } from '#lib/config/document/lines.ts'
import type { Listed } from '#lib/config/document/list-items.ts'

export type Part = { readonly start: number; readonly end: number }

/** The text of each resource: of a document with its comments, without the `---` above it; of an item its own lines. */
export function textsOf(stream: LoadedStream): (resource: Listed<LoadedResource>) => string {
  const partOf = partsOf(stream)
  return (resource) => {
    if (resource.at !== undefined) return itemText(stream.text, resource, resource.at)
    const { start, end } = partOf(resource.whole)
    return stream.text.slice(start, end).replace(/^---[ \t]*\r?\n/, '')
  }
}

/** The part of the text that is a document: from its `---` line, or for the first one from the start of the text. */
export function partsOf({ text }: LoadedStream): (resource: LoadedResource) => Part {
  const starts = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map((match) => match.index)]
  return ({ document }) => {
    const at = document.contents?.range[0] ?? document.range[0]
    const next = firstAfter(starts, at)
    return { start: starts[next - 1] ?? 0, end: starts[next] ?? text.length }
  }
}

/** Index of the first greater number in ascending numbers. */
function firstAfter(numbers: readonly number[], than: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) > than) high = middle
    else low = middle + 1
  }
  return low
}

/** An item as a document of its own, without its indentation; as JSON if it is written as an alias. */
function itemText(text: string, { document, value }: LoadedResource, at: number): string {
  const node = document.getIn(['items', at], true)
  const range = isNode(node) ? node.range : undefined
  if (range === undefined) return `${JSON.stringify(value)}\n`
  const [start, end] = range
  const columns = start - lineStart(text, start)
  const indented = new RegExp(`^[ ]{1,${Math.max(columns, 1)}}`, 'gm')
  const [first = '', ...lines] = text
    .slice(start, end)
    .trimEnd()
    .split(/(?<=\n)/)
  return `${first}${lines.join('').replace(indented, '')}\n`
}

function isNode(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && 'items' in node
}
