import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Json } from '#lib/base/json.ts'
import { type LoadedResource, loadStream, type Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { keyText, type NodeLike, type ParsedPair } from '#lib/config/document/node-value.ts'

/** One place in a document with its own lines: those of its key, and of its value if that is not a collection. */
export type LineNode = {
  /** Index of the line, from 0, and what it says; indentation, dashes and commas between members do not count. */
  readonly lines: { readonly at: number; readonly text: string }[]
  readonly fields: Map<string, LineNode>
  readonly elements: LineElement[]
  /** The key of a list, which determines how its elements are identified. */
  readonly field: string | undefined
}

export type LineElement = { readonly node: LineNode; readonly value: Json }

export type LineTrees = {
  readonly resources: readonly { readonly resource: Resource; readonly root: LineNode }[]
  /** Lines of empty documents. */
  readonly rest: LineNode
}

/** The lines as an editor counts them: a final line break opens one more, empty line. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

/** The lines of a text by their place in it, one tree per resource, items of a List included. Undefined when it is not readable YAML. */
export function lineTrees(text: string): LineTrees | undefined {
  try {
    const stream = loadStream(text)
    if (!stream.ok) return undefined
    const builder = new LineTreeBuilder(text)
    const resources = stream.value.resources
      .flatMap((resource) => withItemTrees({ resource, root: builder.build(resource) }))
      .map(({ resource, root }, index) => ({ resource: { ...resource, index }, root }))
    const rest = newNode(undefined)
    const starts = stream.value.documents.map((document) => ({
      start: document.range[0],
      root: resources.find(({ resource }) => resource.document === document)?.root ?? rest,
    }))
    builder.finish(starts, rest)
    return { resources, rest }
  } catch {
    // Nested too deeply for the stack, so it is compared as plain lines.
    return undefined
  }
}

type LineTree = { readonly resource: LoadedResource; readonly root: LineNode }

/** The items of a List are resources of their own, whose lines are found wherever the item is. */
function withItemTrees(tree: LineTree): LineTree[] {
  const items = withItems([tree.resource]).filter(({ at }) => at !== undefined)
  const elements = items.length === 0 ? [] : (tree.root.fields.get('items')?.elements.splice(0) ?? [])
  return [tree, ...elements.flatMap(({ node }, at) => (items[at] ? { resource: items[at], root: node } : []))]
}

function newNode(field: string | undefined): LineNode {
  return { lines: [], fields: new Map(), elements: [], field }
}

class LineTreeBuilder {
  readonly #lines: readonly string[]
  readonly #starts: readonly number[]
  readonly #owned: ({ node: LineNode; text: string } | undefined)[]

  constructor(text: string) {
    this.#lines = linesOf(text)
    this.#starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length)]
    this.#owned = this.#lines.map(() => undefined)
  }

  build(resource: LoadedResource): LineNode {
    const root = newNode(undefined)
    const { contents } = resource.document
    if (contents) this.#value(resource, contents, root, contents.range[0], false)
    return root
  }

  #value(resource: LoadedResource, value: NodeLike, node: LineNode, start: number, isFlow: boolean): void {
    if (isMap(value)) this.#map(resource, value as YAMLMap.Parsed, node)
    else if (isSeq(value)) this.#list(resource, value as YAMLSeq.Parsed, node)
    else if (value) this.#scalar(value, node, start, isFlow)
  }

  #map(resource: LoadedResource, map: YAMLMap.Parsed, node: LineNode): void {
    const isFlow = map.flow === true
    for (const pair of map.items as ParsedPair[]) {
      const key = keyText(pair)
      const field = newNode(key)
      node.fields.set(key, field)
      this.#begin(pair.key.range[0], field, isFlow)
      this.#value(resource, pair.value, field, pair.key.range[0], isFlow)
    }
    if (isFlow) this.#end(map, node)
  }

  #list(resource: LoadedResource, list: YAMLSeq.Parsed, node: LineNode): void {
    const isFlow = list.flow === true
    for (const item of list.items as ParsedNode[]) {
      const element = newNode(undefined)
      node.elements.push({ node: element, value: resource.reader.valueOf(item) })
      this.#value(resource, item, element, item.range[0], isFlow)
    }
    if (isFlow) this.#end(list as ParsedNode, node)
  }

  /** A value may span several lines; those after the first are relative to it. */
  #scalar(value: ParsedNode, node: LineNode, start: number, isFlow: boolean): void {
    this.#begin(start, node, isFlow)
    const first = this.#lineAt(start)
    const indent = indentOf(this.#lines[first] ?? '')
    // A range that ends where the next line starts does not hold that line.
    const last = this.#lineAt(Math.max(value.range[1] - 1, value.range[0]))
    for (let at = first + 1; at <= last; at += 1) {
      const line = this.#lines[at] ?? ''
      this.#own(at, node, isScalar(value) ? line.slice(Math.min(indent, indentOf(line))) : line)
    }
  }

  #begin(offset: number, node: LineNode, isFlow: boolean): void {
    const at = this.#lineAt(offset)
    const written = (this.#lines[at] ?? '').trim().replace(/^(?:- +)+/, '')
    // A comma after the last member of a flow map appears with the next member.
    this.#own(at, node, isFlow ? withoutComma(written) : written)
  }

  #end(collection: ParsedNode, node: LineNode): void {
    const at = this.#lineAt(Math.max(collection.range[1] - 1, 0))
    this.#own(at, node, withoutComma((this.#lines[at] ?? '').trim()))
  }

  /** A line belongs to the first node that begins on it. */
  #own(at: number, node: LineNode, text: string): void {
    this.#owned[at] ??= { node, text }
  }

  #lineAt(offset: number): number {
    let low = 0
    let high = this.#starts.length
    while (low + 1 < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low
  }

  /** Comments and markers belong to their resource, an empty line to what is above it, a lone dash to what is below. */
  finish(documents: readonly { start: number; root: LineNode }[], rest: LineNode): void {
    const below = this.#below()
    let document = 0
    let above: LineNode | undefined
    for (const [at, line] of this.#lines.entries()) {
      while ((documents[document + 1]?.start ?? Number.POSITIVE_INFINITY) <= (this.#starts[at] ?? 0))
        document += 1
      const text = line.trim()
      const other = text === '' ? above : isDash(text) ? below[at] : undefined
      const owned = this.#owned[at] ?? { node: other ?? documents[document]?.root ?? rest, text }
      owned.node.lines.push({ at, text: owned.text })
      above = owned.node
    }
  }

  /** The node of the next line that has one, for each line. */
  #below(): (LineNode | undefined)[] {
    let next: LineNode | undefined
    return this.#owned
      .toReversed()
      .map((owned) => {
        next = owned?.node ?? next
        return next
      })
      .reverse()
  }
}

function isDash(text: string): boolean {
  return /^-(?: +-)*$/.test(text)
}

function withoutComma(text: string): string {
  return text.replace(/,$/, '')
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0
}
