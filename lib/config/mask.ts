import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml'
import { type LoadedResource, loadStream } from '#lib/config/document.ts'
import { equalJson, isJsonList, isJsonMap, member } from '#lib/config/json.ts'
import { type Splice, splice } from '#lib/config/lines.ts'
import { maskUnreadable } from '#lib/config/mask-lines.ts'
import { isSecretPlace, mask, maskLines, maskPlace, maskResource, maskText } from '#lib/config/mask-value.ts'
import { isMergePair, keyText, type NodeLike, type ParsedPair } from '#lib/config/node-value.ts'
import type { Json } from '#lib/config/patch.ts'
import { parsePath } from '#lib/config/path.ts'

/** True where the value at a path is not to be shown: data of Secrets, keys and variables named like secrets. */
export function isSecretPath(resourceType: string, path: string): boolean {
  const parsed = parsePath(path)
  return parsed.ok && isSecretPlace(resourceType, parsed.value.segments)
}

/** The value at a path (empty for a whole resource) with everything secret in it masked, for grids and diffs. */
export function maskValue(resourceType: string, path: string, value: Json): Json {
  if (path === '') return maskResource(resourceType, value)
  const parsed = parsePath(path)
  return parsed.ok ? maskPlace(resourceType, parsed.value.segments, value) : maskResource(resourceType, value)
}

/** A text with its secrets masked and every line where it was; what cannot be read is masked line by line. */
export function maskConfig(text: string): { text: string; masked: number } {
  try {
    const stream = loadStream(text)
    if (!stream.ok) return maskUnreadable(text)
    const splices = stream.value.resources.flatMap((resource) => maskNodes(text, resource))
    return { text: maskComments(splice(text, splices)), masked: splices.length }
  } catch {
    // Too deep to read: nothing is known about it, so it is masked by its lines.
    return maskUnreadable(text)
  }
}

function maskNodes(text: string, resource: LoadedResource): Splice[] {
  const { document, reader } = resource
  const found = new Map<number, Splice>()

  const visit = (node: NodeLike, masked: Json): void => {
    const value = reader.valueOf(node)
    if (!node || equalJson(value, masked)) return
    if (isAlias(node)) visit(node.resolve(document) as NodeLike, masked)
    else if (isScalar(node)) found.set(node.range[0], maskScalar(text, node, masked))
    else if (isSeq(node) && isJsonList(masked)) {
      for (const [index, item] of node.items.entries()) visit(item as ParsedNode, masked[index] ?? null)
    } else if (isMap(node)) for (const pair of node.items) visitPair(pair as ParsedPair, value, masked)
  }

  const visitPair = (pair: ParsedPair, value: Json, masked: Json): void => {
    if (!isJsonMap(value) || !isJsonMap(masked)) return
    if (isMergePair(document, pair)) return visitMerged(pair.value, value, masked)
    const key = keyText(pair)
    visit(pair.value, member(masked, key) ?? null)
  }

  // A secret may come in by `<<`: it is masked where it stands.
  const visitMerged = (node: NodeLike, value: Json, masked: Json): void => {
    if (isAlias(node)) return visitMerged(node.resolve(document) as NodeLike, value, masked)
    if (isSeq(node)) return node.items.forEach((item) => visitMerged(item as ParsedNode, value, masked))
    if (!isMap(node) || !isJsonMap(value) || !isJsonMap(masked)) return
    for (const pair of node.items) {
      const key = keyText(pair as ParsedPair)
      if (!equalJson(member(value, key), member(masked, key)))
        visit(pair.value as NodeLike, member(masked, key) ?? null)
    }
  }

  visit(document.contents, maskResource(resource.resourceType, resource.value))
  return [...found.values()]
}

function maskScalar(text: string, node: Scalar & { range: [number, number, number] }, masked: Json): Splice {
  const [start, end] = node.range
  const source = text.slice(start, end)
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    const body = source.indexOf('\n') + 1
    const inner = isWhole(masked) ? maskLines(source.slice(body)) : partly(source.slice(body), maskLines)
    return { start, end, text: source.slice(0, body) + inner }
  }
  const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : ''
  const content = quote === '' ? source : source.slice(1, -1)
  return {
    start,
    end,
    text: quote + (isWhole(masked) ? maskLines(content) : partly(content, maskLines)) + quote,
  }
}

/** Nothing of the value is shown: only masks and line breaks are left of it. */
function isWhole(masked: Json): boolean {
  return typeof masked !== 'string' || masked.replaceAll(mask, '').trim() === ''
}

/** The masked parts of a text as written; where escapes hide them from us, all of it. */
function partly(source: string, all: (text: string) => string): string {
  const masked = maskText(source)
  return masked === source ? all(source) : masked
}

function maskComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, (line) => maskText(line))
}
