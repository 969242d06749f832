import { equalJson, isJsonMap, type Json, withMember } from '#lib/base/json.ts'
import type { LoadedResource, LoadedStream } from '#lib/config/document/document.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { lineBreakOf } from '#lib/config/document/lines.ts'
import { itemsOf, type Listed } from '#lib/config/document/list-items.ts'
import { partsOf } from '#lib/config/document/resource-text.ts'
import { guarded } from '#lib/config/document/result.ts'
import { rewriteStream } from '#lib/config/write/rewrite.ts'

type Rewritten = { ok: true; value: LoadedStream } | { ok: false; message: string }

/** Removes resources, including items of a List; every other byte stays. */
export function withoutResources(stream: LoadedStream, gone: ReadonlySet<Listed<LoadedResource>>): Rewritten {
  const documents = new Set<number>()
  const lists = new Map<number, Json>()
  for (const [whole, items] of Map.groupBy(gone, (resource) => resource.whole)) {
    const places = new Set(items.map(({ at }) => at))
    const kept = itemsOf(whole.value)?.filter((_, at) => !places.has(at)) ?? []
    if (kept.length === 0 || places.has(undefined)) documents.add(whole.index)
    else if (isJsonMap(whole.value)) lists.set(whole.index, withMember(whole.value, 'items', kept))
  }
  const edited =
    lists.size === 0 ? { ok: true as const, value: stream } : guarded(() => rewriteStream(stream, lists))
  if (!edited.ok) return { ok: false, message: edited.error.message }
  return documents.size === 0 ? edited : withoutDocuments(edited.value, documents)
}

function withoutDocuments(stream: LoadedStream, indexes: ReadonlySet<number>): Rewritten {
  const partOf = partsOf(stream)
  const mark = stream.text.startsWith('\uFEFF') ? '\uFEFF' : ''
  let text = ''
  let kept = mark.length
  for (const resource of stream.resources.filter(({ index }) => indexes.has(index))) {
    const { start, end } = partOf(resource)
    text += stream.text.slice(kept, start)
    kept = end
  }
  return reread(
    mark + text + stream.text.slice(kept),
    stream.resources.filter(({ index }) => !indexes.has(index)).map(({ value }) => value),
    'The resource cannot be removed without touching others; edit the text itself',
  )
}

/** Appends a resource. */
export function withResource(stream: LoadedStream, body: string, value: Json): Rewritten {
  const { text } = stream
  const eol = lineBreakOf(text)
  const isEmpty = stream.resources.length === 0 && text.trim() === ''
  const gap = text.endsWith('\n') ? '' : eol
  const head = isEmpty ? '' : `${text}${gap}---${eol}`
  const added = body.replace(/^\uFEFF?---[ \t]*\r?\n/, '').replace(/\r?\n/g, eol)
  const values = [...stream.resources.map((each) => each.value), value]
  return reread(
    head + (added.endsWith('\n') ? added : added + eol),
    values,
    'The resource cannot be written below the others; edit the text itself',
  )
}

function reread(text: string, values: readonly Json[], otherwise: string): Rewritten {
  const read = guarded(() => loadStream(text))
  const isRight =
    read.ok &&
    read.value.resources.length === values.length &&
    read.value.resources.every(({ value }, index) => equalJson(value, values[index]))
  return isRight ? { ok: true, value: read.value } : { ok: false, message: otherwise }
}
