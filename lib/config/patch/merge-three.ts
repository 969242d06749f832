import { equalJson, type Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { type LoadedResource, type LoadedStream, loadStream } from '#lib/config/document/document.ts'
import { lineBreakOf, lineStart } from '#lib/config/document/lines.ts'
import { type DocumentResult, fail, guarded } from '#lib/config/document/result.ts'
import { mergeResource } from '#lib/config/patch/merge-three-lists.ts'
import { keepOurs, type MergeConflict, type PolicyOf } from '#lib/config/patch/merge-three-values.ts'
import { trios } from '#lib/config/patch/trios.ts'
import { rewrite } from '#lib/config/write/rewrite.ts'

type MergedText = { readonly text: string; readonly conflicts: MergeConflict[] }

/**
 * Applies the changes from base to theirs to the text of ours, which keeps its other bytes. It compares values:
 * comments that only theirs has do not come along, except in whole resources and where ours is base unchanged.
 */
export function mergeThreeWay(
  base: string,
  ours: string,
  theirs: string,
  policyOf?: PolicyOf,
): DocumentResult<MergedText> {
  // Whole texts pass only where nothing can be guarded.
  if (ours === base && policyOf === undefined) return ok({ text: theirs, conflicts: [] })
  if (theirs === base || theirs === ours) return ok({ text: ours, conflicts: [] })
  return guarded(() => {
    const streams = [loadStream(base), loadStream(ours), loadStream(theirs)] as const
    for (const stream of streams) if (!stream.ok) return stream
    const [one, two, three] = streams
    if (!one.ok || !two.ok || !three.ok) return fail('The documents could not be read')
    return mergeStreams(one.value, two.value, three.value, policyOf)
  })
}

function mergeStreams(
  base: LoadedStream,
  ours: LoadedStream,
  theirs: LoadedStream,
  policyOf: PolicyOf = () => keepOurs,
): DocumentResult<MergedText> {
  const conflicts: MergeConflict[] = []
  const wanted = new Map<number, Json>()
  const gone = new Set<number>()
  const added: LoadedResource[] = []
  for (const trio of trios(base.resources, ours.resources, theirs.resources)) {
    const { value, conflicts: found } = mergeResource(trio, policyOf)
    conflicts.push(...found)
    if (trio.ours && value !== undefined) wanted.set(trio.ours.index, value)
    else if (trio.ours) gone.add(trio.ours.index)
    else if (trio.theirs && value !== undefined) added.push(trio.theirs)
  }
  const rewritten = rewrite(ours, wanted)
  if (!rewritten.ok) return rewritten
  const pruned = removeResources(rewritten.value, gone)
  if (!pruned.ok) return pruned
  const text = added.reduce((whole, resource) => appendResource(whole, resource, theirs.text), pruned.value)
  const goal = [
    ...ours.resources.flatMap(({ index, value }) => (gone.has(index) ? [] : [wanted.get(index) ?? value])),
    ...added.map(({ value }) => value),
  ]
  return holds(text, goal)
    ? ok({ text, conflicts })
    : fail('The documents cannot be merged; edit the text itself')
}

function removeResources(text: string, gone: ReadonlySet<number>): DocumentResult<string> {
  if (gone.size === 0) return ok(text)
  const stream = loadStream(text)
  if (!stream.ok) return stream
  const { documents, resources } = stream.value
  let result = text
  for (const { index, document } of resources.toReversed()) {
    if (!gone.has(index)) continue
    const at = documents.indexOf(document)
    // What stands above the first document (a licence, a note on the file) is not part of it.
    const start = at === 0 ? lineStart(text, document.contents?.range[0] ?? 0) : document.range[0]
    result = result.slice(0, start) + result.slice(documents[at + 1]?.range[0] ?? text.length)
  }
  return ok(result)
}

function appendResource(text: string, { document }: LoadedResource, source: string): string {
  const eol = lineBreakOf(text === '' ? source : text)
  const body = source
    .slice(document.range[0], document.range[2])
    .replace(/^\uFEFF?(?:---[ \t]*(?:\r?\n|$))?/, '')
  if (text.trim() === '') return body
  const separator = /\n$/.test(text) ? '' : eol
  return `${text}${separator}---${/^---[ \t]/.test(body) ? body.slice(3) : eol + body}`
}

function holds(text: string, goal: readonly Json[]): boolean {
  const read = loadStream(text)
  if (!read.ok || read.value.resources.length !== goal.length) return false
  return read.value.resources.every(({ value }, index) => equalJson(value, goal[index]))
}
