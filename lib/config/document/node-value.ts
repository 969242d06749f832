import {
  type Alias,
  isAlias,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type { Json } from '#lib/base/json.ts'
import { budget, type Measured, type Size, Tally } from '#lib/config/document/budget.ts'
import { keyName } from '#lib/config/document/plain-scalars.ts'
import type { YamlDocument } from '#lib/config/document/stream.ts'

/** Raised while reading a document's values; callers turn it into a PatchError with the position. */
export class UnreadableNode extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

export type NodeLike = ParsedNode | null | undefined

/** Values of nodes with aliases and `<<` merges resolved; each node is read once. */
export type ValueReader = {
  readonly valueOf: (node: NodeLike) => Json
  /** The size of its value, with aliases expanded. */
  readonly sizeOf: (node: NodeLike) => Size
}

type ReadNode = { readonly value: Json; readonly size: Size }

/** `what` only matters to the message; `room` is how many characters aliases may expand the document to. */
export function valueReader(
  document: YamlDocument,
  what: Measured = 'document',
  room: number = budget.characters,
): ValueReader {
  const known = new Map<ParsedNode, ReadNode>()
  const open = new Set<ParsedNode>()
  // Nodes are read in the order of the text, so an alias refers to the last anchor of its name. The library would
  // search the whole document each time.
  const anchors = new Map<string, ParsedNode>()
  const note = (node: ParsedNode) => {
    if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
  }

  const read = (node: NodeLike): ReadNode => {
    if (!node) return nothing
    const cached = known.get(node)
    if (cached) return cached
    if (open.has(node)) throw new UnreadableNode('An alias contains itself', node.range[0])
    open.add(node)
    note(node)
    const result = readFresh(node)
    open.delete(node)
    known.set(node, result)
    return result
  }

  const readFresh = (node: ParsedNode): ReadNode => {
    if (isAlias(node)) return read(target(node))
    if (isScalar(node)) return readScalar(node)
    if (isSeq(node)) {
      // Ordered maps (`!!omap` under %YAML 1.1) hold pairs instead of nodes.
      if (node.items.some((item) => isPair(item)))
        throw new UnreadableNode('This YAML tag is not supported', node.range[0])
      const size = new Tally(what, room)
      const items = node.items.map((item) => {
        const one = read(item as ParsedNode)
        size.add(one.size)
        return one.value
      })
      return { value: items, size: size.asContainer() }
    }
    return readMap(node as YAMLMap.Parsed)
  }

  const target = (alias: Alias.Parsed): ParsedNode => {
    const node = anchors.get(alias.source)
    if (node === undefined)
      throw new UnreadableNode(`The alias *${alias.source} has no anchor above it`, alias.range[0])
    return node
  }

  const readMap = (node: YAMLMap.Parsed): ReadNode => {
    const own = new Map<string, Json>()
    const merged = new Map<string, Json>()
    const size = new Tally(what, room)
    let merges = 0
    for (const pair of node.items) {
      note(pair.key)
      const value = read(pair.value)
      size.add(value.size, isScalar(pair.key) ? (pair.key.source?.length ?? 0) : 0)
      if (!isMergePair(document, pair)) addOwn(own, value.value, pair)
      else if (++merges > 1) throw new UnreadableNode('The key "<<" is set twice', pair.key.range[0])
      else addMerged(merged, value.value, pair)
    }
    const entries = [...own, ...[...merged].filter(([key]) => !own.has(key))]
    return { value: Object.fromEntries(entries), size: size.asContainer() }
  }

  return { valueOf: (node) => read(node).value, sizeOf: (node) => read(node).size }
}

export type ParsedPair = Pair<ParsedNode, ParsedNode | null>

/** `<<: *defaults`: the pair adds the keys of another map to this one. */
export function isMergePair(document: YamlDocument, pair: ParsedPair): boolean {
  const { key } = pair
  if (!isScalar(key) || key.type !== 'PLAIN' || key.source !== '<<') return false
  return document.schema.tags.some((tag) => tag.tag === 'tag:yaml.org,2002:merge' && tag.default)
}

export function keyText(pair: ParsedPair): string {
  const { key } = pair
  if (!isScalar(key)) throw new UnreadableNode('Keys must be plain text', key.range[0])
  const { value, source = '' } = key
  if (typeof value === 'string') return value
  const hasName = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint'
  return hasName ? keyName(value, source) : source
}

const nothing: ReadNode = { value: null, size: { values: 1, characters: 0, levels: 0 } }

function readScalar(node: Scalar): ReadNode {
  const value = scalarValue(node)
  const characters = typeof value === 'string' ? value.length : 1
  return { value, size: { values: 1, characters, levels: 0 } }
}

function scalarValue(node: Scalar): Json {
  const { value } = node
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return value
  return node.source ?? String(value)
}

function addOwn(own: Map<string, Json>, value: Json, pair: ParsedPair): void {
  const key = keyText(pair)
  if (own.has(key)) throw new UnreadableNode(`The key "${key}" is set twice`, pair.key.range[0])
  own.set(key, value)
}

/** The first source that has a key wins. */
function addMerged(merged: Map<string, Json>, value: Json, pair: ParsedPair): void {
  for (const [key, each] of mergeEntries(value, pair)) if (!merged.has(key)) merged.set(key, each)
}

function mergeEntries(value: Json, pair: ParsedPair): [string, Json][] {
  const sources = Array.isArray(value) ? value : [value]
  return sources.flatMap((source: Json) => {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) {
      throw new UnreadableNode('Only maps can be merged with <<', pair.key.range[0])
    }
    return Object.entries(source)
  })
}
