import { isMap, isScalar, isSeq, type ParsedNode, type YAMLSeq } from 'yaml'
import { type LoadedResource, loadStream, type Resource } from '#lib/config/document.ts'
import { isJsonList } from '#lib/config/json.ts'
import { keyText, type NodeLike, type ParsedPair } from '#lib/config/node-value.ts'
import { elementNamer, pathText } from '#lib/config/path.ts'

/** A line as part of what the text says: which resource, where in it, and what is written there. */
export type PlacedLine = {
  /** Index among the resources; -1 for lines of an empty document. */
  readonly resource: number
  /** Lines of two texts can only be the same one within the same group. */
  readonly group: string
  /** Equal for lines that say the same; indentation does not count. */
  readonly token: string
}

export type PlacedText = {
  readonly lines: readonly PlacedLine[]
  readonly resources: readonly Resource[]
}

/** The lines as an editor counts them: a final line break opens one more, empty line. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

/**
 * Every line of a text with its place, so that `replicas: 3` of one resource is never taken for that of another.
 * Nothing when the text cannot be read as YAML.
 */
export function placeLines(text: string): PlacedText | undefined {
  try {
    const stream = loadStream(text)
    if (!stream.ok) return undefined
    const { resources } = stream.value
    const placing = new Placing(text)
    for (const resource of resources) {
      placing.visit(resource, resource.document.contents, { group: '', rest: undefined, isFlow: false })
    }
    const owners = stream.value.documents.map((document) => ({
      start: document.range[0],
      resource: resources.find((resource) => resource.document === document)?.index ?? -1,
    }))
    return { lines: placing.finish(owners), resources }
  } catch {
    // Nested deeper than the stack: its lines are still lines.
    return undefined
  }
}

type Place = {
  /** The path as far as every list on the way names its elements; the path of the first that does not. */
  readonly group: string
  /** The path below that list, without the positions that an insertion above would shift. */
  readonly rest: string | undefined
  readonly isFlow: boolean
}

class Placing {
  readonly #text: string
  readonly #lines: readonly string[]
  readonly #starts: readonly number[]
  readonly #placed: (PlacedLine | undefined)[]

  constructor(text: string) {
    this.#text = text
    this.#lines = linesOf(text)
    this.#starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length)]
    this.#placed = this.#lines.map(() => undefined)
  }

  visit(resource: LoadedResource, node: NodeLike, place: Place): void {
    if (isMap(node)) {
      const isFlow = node.flow === true
      for (const pair of node.items as ParsedPair[]) this.#pair(resource, pair, { ...place, isFlow })
    } else if (isSeq(node)) this.#elements(resource, node as YAMLSeq.Parsed, place)
    else if (node) this.#scalar(resource, node, node.range[0], place)
    if ((isMap(node) || isSeq(node)) && node.flow) this.#closing(resource, node as ParsedNode, place)
  }

  #pair(resource: LoadedResource, pair: ParsedPair, place: Place): void {
    const own = below(place, keyText(pair))
    this.#start(resource, pair.key.range[0], own)
    const { value } = pair
    if (isMap(value) || isSeq(value)) this.visit(resource, value, own)
    else if (value) this.#scalar(resource, value, pair.key.range[0], own)
  }

  #elements(resource: LoadedResource, node: YAMLSeq.Parsed, place: Place): void {
    const value = resource.reader.valueOf(node)
    const namer = elementNamer(isJsonList(value) ? value : [], fieldOf(place))
    const names = node.items.map((_, index) => namer(index))
    const isNamed = place.rest === undefined && names.every((name) => name.kind === 'match')
    const isFlow = node.flow === true
    for (const [index, item] of node.items.entries()) {
      const name = names[index]
      const element =
        isNamed && name ? below(place, pathText([name])) : { ...place, rest: `${place.rest ?? ''}.` }
      this.visit(resource, item as ParsedNode, { ...element, isFlow })
    }
  }

  /** A value may go on for several lines: they belong where it begins. */
  #scalar(resource: LoadedResource, node: ParsedNode, start: number, place: Place): void {
    this.#start(resource, start, place)
    const first = this.#lineAt(start)
    const indent = indentOf(this.#lines[first] ?? '')
    // The header of a block scalar may be followed by nothing: its range then ends on its own line.
    const last = this.#lineAt(Math.max(node.range[1] - 1, node.range[0]))
    for (let at = first + 1; at <= last; at += 1) {
      const line = this.#lines[at] ?? ''
      this.#set(
        at,
        resource.index,
        place,
        isScalar(node) ? line.slice(Math.min(indent, indentOf(line))) : line,
      )
    }
  }

  #start(resource: LoadedResource, offset: number, place: Place): void {
    const at = this.#lineAt(offset)
    const written = (this.#lines[at] ?? '').trim().replace(/^(?:- +)+/, '')
    // A comma behind the last member of a flow map comes with the member after it.
    this.#set(at, resource.index, place, place.isFlow ? written.replace(/,$/, '') : written)
  }

  #closing(resource: LoadedResource, node: ParsedNode, place: Place): void {
    const at = this.#lineAt(Math.max(node.range[1] - 1, 0))
    this.#set(at, resource.index, { ...place, rest: `${place.rest ?? ''} end` }, '')
  }

  /** The first that begins on a line has it. */
  #set(at: number, resource: number, { group, rest = '' }: Place, text: string): void {
    this.#placed[at] ??= { resource, group, token: `${rest}\n${text}` }
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

  /** Comments and marks are lines of their resource; an empty line goes with the line above it. */
  finish(owners: readonly { start: number; resource: number }[]): PlacedLine[] {
    const done: PlacedLine[] = []
    let owner = 0
    for (const [at, line] of this.#lines.entries()) {
      while ((owners[owner + 1]?.start ?? this.#text.length + 1) <= (this.#starts[at] ?? 0)) owner += 1
      const above = done[at - 1]
      const text = line.trim()
      const placed: PlacedLine = { resource: owners[owner]?.resource ?? -1, group: '#', token: text }
      const empty = { ...(above ?? placed), token: `${above?.token.split('\n')[0] ?? ''}\n` }
      done.push(this.#placed[at] ?? (text === '' ? empty : placed))
    }
    return done
  }
}

function below(place: Place, name: string): Place {
  if (place.rest !== undefined) return { ...place, rest: `${place.rest}.${name}` }
  return { ...place, group: `${place.group}.${name}` }
}

/** The name of the list, which says how its elements are told apart. */
function fieldOf({ group }: Place): string | undefined {
  return /[^.]+$/.exec(group)?.[0]
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0
}
