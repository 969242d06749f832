import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml'
import type { LoadedResource } from '#lib/config/document.ts'
import { equalJson, isJsonList, isJsonMap, type JsonMap, member } from '#lib/config/json.ts'
import type { Splice } from '#lib/config/lines.ts'
import { mask, maskLines, maskResource, maskText } from '#lib/config/mask-value.ts'
import { isMergePair, keyText, type NodeLike, type ParsedPair } from '#lib/config/node-value.ts'
import type { Json } from '#lib/config/patch.ts'

type Masking = {
  readonly text: string
  readonly resource: LoadedResource
  /** By offset: a scalar that several aliases lead to is masked once. */
  readonly found: Map<number, Splice>
}

/** Every scalar whose value has to be masked, rewritten in its place and style. */
export function maskNodes(text: string, resource: LoadedResource): Splice[] {
  const masking: Masking = { text, resource, found: new Map() }
  visit(masking, resource.document.contents, maskResource(resource.resourceType, resource.value))
  return [...masking.found.values()]
}

function visit(masking: Masking, node: NodeLike, masked: Json): void {
  const value = masking.resource.reader.valueOf(node)
  if (!node || equalJson(value, masked)) return
  if (isAlias(node)) visit(masking, targetOf(masking, node), masked)
  else if (isScalar(node)) masking.found.set(node.range[0], maskScalar(masking.text, node, masked))
  else if (isSeq(node) && isJsonList(masked)) {
    for (const [index, item] of node.items.entries())
      visit(masking, item as ParsedNode, masked[index] ?? null)
  } else if (isMap(node) && isJsonMap(value) && isJsonMap(masked)) {
    for (const pair of node.items) visitPair(masking, pair as ParsedPair, value, masked)
  }
}

function visitPair(masking: Masking, pair: ParsedPair, value: JsonMap, masked: JsonMap): void {
  if (isMergePair(masking.resource.document, pair)) visitMerged(masking, pair.value, value, masked)
  else visit(masking, pair.value, member(masked, keyText(pair)) ?? null)
}

/** A secret may come in by `<<`: it is masked where it stands. */
function visitMerged(masking: Masking, node: NodeLike, value: JsonMap, masked: JsonMap): void {
  if (isAlias(node)) visitMerged(masking, targetOf(masking, node), value, masked)
  else if (isSeq(node)) {
    for (const item of node.items) visitMerged(masking, item as ParsedNode, value, masked)
  } else if (isMap(node)) {
    const secret = (key: string) => !equalJson(member(value, key), member(masked, key))
    for (const pair of node.items as ParsedPair[]) {
      if (secret(keyText(pair))) visit(masking, pair.value, member(masked, keyText(pair)) ?? null)
    }
  }
}

function targetOf({ resource }: Masking, alias: NodeLike): NodeLike {
  return isAlias(alias) ? (alias.resolve(resource.document) as NodeLike) : alias
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
