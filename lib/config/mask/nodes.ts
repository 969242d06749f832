import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml'
import { equalJson, isJsonMap, type Json, member } from '#lib/base/json.ts'
import type { LoadedResource } from '#lib/config/document/document.ts'
import type { Splice } from '#lib/config/document/lines.ts'
import { isMergePair, keyText, type NodeLike, type ParsedPair } from '#lib/config/document/node-value.ts'
import type { Marks, MemberMarks } from '#lib/config/mask/marks.ts'
import { type ScalarStyle, sourceSpans } from '#lib/config/mask/scalar-units.ts'
import {
  type Fingerprint,
  maskLines,
  maskOf,
  maskSpans,
  type Span,
  tagged,
  tidySpans,
} from '#lib/config/mask/spans.ts'

/** A scalar with something secret in it; spans are those of its value, absent when it is not text. */
export type MarkedScalar = { readonly node: ParsedScalar; readonly spans: readonly Span[] | undefined }
export type ParsedScalar = Scalar & { readonly range: readonly [number, number, number] }

/** The scalars that marks lead to; one that several aliases lead to comes once. */
export function markedScalars(resource: LoadedResource, marks: Marks): MarkedScalar[] {
  const marking: Marking = { resource, found: new Map(), targets: targetsOf(resource.document.contents) }
  visit(marking, resource.document.contents, marks)
  return [...marking.found.values()]
}

type Marking = {
  readonly resource: LoadedResource
  readonly found: Map<number, MarkedScalar>
  readonly targets: ReadonlyMap<NodeLike, NodeLike>
}

/** What each alias stands for. The library would look through the whole document for each. */
function targetsOf(root: NodeLike): Map<NodeLike, NodeLike> {
  const anchors = new Map<string, NodeLike>()
  const targets = new Map<NodeLike, NodeLike>()
  for (const node of nodesOf(root)) {
    if (isAlias(node)) targets.set(node, anchors.get(node.source))
    else if (node.anchor !== undefined) anchors.set(node.anchor, node)
  }
  return targets
}

/** All nodes in the order of the text, keys included. */
export function nodesOf(root: NodeLike): ParsedNode[] {
  const nodes: ParsedNode[] = []
  const open: NodeLike[] = [root]
  while (open.length > 0) {
    const node = open.pop()
    if (!node) continue
    nodes.push(node)
    if (isSeq(node)) for (const item of node.items.toReversed()) open.push(item as ParsedNode)
    else if (isMap(node)) {
      for (const pair of (node.items as ParsedPair[]).toReversed()) open.push(pair.value, pair.key)
    }
  }
  return nodes
}

function visit(marking: Marking, node: NodeLike, marks: Marks | undefined): void {
  if (!node || marks === undefined) return
  if (isAlias(node)) visit(marking, marking.targets.get(node), marks)
  else if (isScalar(node)) addScalar(marking, node as ParsedScalar, marks)
  else if (!(marks instanceof Map)) return
  else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) visit(marking, item as ParsedNode, marks.get(index))
  } else if (isMap(node)) {
    const value = marking.resource.reader.valueOf(node)
    for (const pair of node.items as ParsedPair[]) {
      if (isMergePair(marking.resource.document, pair)) visitMerged(marking, pair.value, marks, value)
      else visit(marking, pair.value, marks.get(keyText(pair)))
    }
  }
}

/** A secret may come in by `<<`: it is masked where it stands, if it is the one that counts. */
function visitMerged(marking: Marking, node: NodeLike, marks: MemberMarks, value: Json): void {
  if (isAlias(node)) visitMerged(marking, marking.targets.get(node), marks, value)
  else if (isSeq(node)) for (const item of node.items) visitMerged(marking, item as ParsedNode, marks, value)
  else if (isMap(node)) {
    for (const pair of node.items as ParsedPair[]) visitMergedPair(marking, pair, marks, value)
  }
}

function visitMergedPair(marking: Marking, pair: ParsedPair, marks: MemberMarks, value: Json): void {
  const { document, reader } = marking.resource
  if (isMergePair(document, pair)) visitMerged(marking, pair.value, marks, value)
  else {
    const own = isJsonMap(value) ? member(value, keyText(pair)) : undefined
    if (equalJson(reader.valueOf(pair.value), own)) visit(marking, pair.value, marks.get(keyText(pair)))
  }
}

function addScalar({ found }: Marking, node: ParsedScalar, marks: Marks): void {
  const old = found.get(node.range[0])
  const spans = Array.isArray(marks) ? (marks as readonly Span[]) : undefined
  // Through one alias it may be a part that is secret, through another all of it.
  const both = old?.spans === undefined || spans === undefined ? spans : [...old.spans, ...spans]
  found.set(node.range[0], { node, spans: old !== undefined && old.spans === undefined ? undefined : both })
}

/** The scalar with its secrets masked in place, keeping its style and lines. */
export function scalarSplices(
  text: string,
  scalar: MarkedScalar,
  fingerprint: Fingerprint | undefined,
): Splice[] {
  const { node, spans } = scalar
  const { from, to, style } = contentOf(text, node)
  const source = text.slice(from, to)
  if (typeof node.value !== 'string' || spans === undefined) {
    const masked = maskOf(source, fingerprint)
    return [{ start: from, end: to, text: isJson(text) ? `"${masked}"` : masked }]
  }
  const { value } = node
  const secrets = tidySpans(value, spans)
  const places = sourceSpans(source, value, style, secrets)
  if (places === undefined)
    return [{ start: from, end: to, text: maskOf(source, () => tagged(value, fingerprint)) }]
  return places.map(({ start, end }, index) => {
    const secret = value.slice(secrets[index]?.start, secrets[index]?.end)
    return {
      start: from + start,
      end: from + end,
      text: maskLines(source.slice(start, end), tagged(secret, fingerprint)),
    }
  })
}

/** The value of the scalar with its secrets masked. */
export function scalarValue({ node, spans }: MarkedScalar, fingerprint: Fingerprint | undefined): string {
  if (typeof node.value !== 'string' || spans === undefined) {
    return maskOf(node.source ?? String(node.value), fingerprint)
  }
  return maskSpans(node.value, tidySpans(node.value, spans), fingerprint)
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text.slice(0, 256))
}

function contentOf(text: string, node: ParsedScalar): { from: number; to: number; style: ScalarStyle } {
  const [start, end] = node.range
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain'
  if (style === 'block') return { from: text.indexOf('\n', start) + 1, to: end, style }
  const quote = style === 'plain' ? 0 : 1
  return { from: start + quote, to: end - quote, style }
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}
