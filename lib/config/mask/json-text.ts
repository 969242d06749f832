import { parseExactJson } from '#lib/base/exact-json.ts'
import type { Json } from '#lib/base/json.ts'
/** JSON with the ranges of its scalars; a string's range includes its quotes. */
export type JsonNode =
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number }

/** Deeper JSON is not read as JSON. */
const maxDepth = 100

/** The positions of the scalars of a JSON text; undefined when it is not JSON, or nested too deeply. */
export function locateJson(text: string): { readonly value: Json; readonly node: JsonNode } | undefined {
  if (!/^\s{0,1000}[{[]/.test(text)) return undefined
  let value: Json
  try {
    value = parseExactJson(text) as Json
  } catch {
    return undefined
  }
  const reader = { text, at: 0 }
  const node = readNode(reader, 0)
  return node === undefined ? undefined : { value, node }
}

type Reader = { readonly text: string; at: number }

function readNode(reader: Reader, depth: number): JsonNode | undefined {
  skipSpace(reader)
  const { text, at } = reader
  if (text[at] === '{') return depth > maxDepth ? undefined : readMap(reader, depth)
  if (text[at] === '[') return depth > maxDepth ? undefined : readList(reader, depth)
  reader.at = text[at] === '"' ? stringEnd(text, at) : wordEnd(text, at)
  return { kind: 'scalar', start: at, end: reader.at }
}

function readMap(reader: Reader, depth: number): JsonNode | undefined {
  const entries: (readonly [string, JsonNode])[] = []
  for (reader.at += 1; ; reader.at += 1) {
    skipSpace(reader)
    if (reader.text[reader.at] === '}') break
    const start = reader.at
    reader.at = stringEnd(reader.text, start)
    const key: unknown = JSON.parse(reader.text.slice(start, reader.at))
    skipSpace(reader)
    reader.at += 1
    const value = readNode(reader, depth + 1)
    if (value === undefined || typeof key !== 'string') return undefined
    entries.push([key, value])
    skipSpace(reader)
    if (reader.text[reader.at] === '}') break
  }
  reader.at += 1
  return { kind: 'map', entries }
}

function readList(reader: Reader, depth: number): JsonNode | undefined {
  const items: JsonNode[] = []
  for (reader.at += 1; ; reader.at += 1) {
    skipSpace(reader)
    if (reader.text[reader.at] === ']') break
    const item = readNode(reader, depth + 1)
    if (item === undefined) return undefined
    items.push(item)
    skipSpace(reader)
    if (reader.text[reader.at] === ']') break
  }
  reader.at += 1
  return { kind: 'list', items }
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1
}

function stringEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function wordEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at += 1
  return at
}
