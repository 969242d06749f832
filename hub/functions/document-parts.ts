import type { LoadedResource, LoadedStream } from '#lib/config/document.ts'
import { loadStream } from '#lib/config/document.ts'
import { equalJson } from '#lib/config/json.ts'
import { lineBreakOf } from '#lib/config/lines.ts'
import type { Json } from '#lib/config/patch.ts'
import { guarded } from '#lib/config/result.ts'

type Part = { readonly start: number; readonly end: number }
type Rewritten = { ok: true; value: LoadedStream } | { ok: false; message: string }

/** The text of one resource, comments included, without the `---` above it. */
export function textOf(stream: LoadedStream, resource: LoadedResource): string {
  const { start, end } = partOf(stream, resource)
  return stream.text.slice(start, end).replace(/^---[ \t]*\r?\n/, '')
}

/** Without one of its resources; every other byte stays. */
export function withoutResource(stream: LoadedStream, resource: LoadedResource): Rewritten {
  const { start, end } = partOf(stream, resource)
  const mark = start === 0 && stream.text.startsWith('\uFEFF') ? 1 : 0
  const text = stream.text.slice(0, start + mark) + stream.text.slice(end)
  const values = stream.resources.filter((each) => each !== resource).map(({ value }) => value)
  return reread(
    text,
    values,
    'The resource cannot be taken out without touching others; edit the text itself',
  )
}

/** With one resource more, at the end. */
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

/** A part starts at a `---` line, the first one at the start of the text. */
function partOf({ text }: LoadedStream, { document }: LoadedResource): Part {
  const at = document.contents?.range[0] ?? document.range[0]
  const starts = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map((match) => match.index)]
  const start = starts.findLast((each) => each <= at) ?? 0
  return { start, end: starts.find((each) => each > at) ?? text.length }
}

function reread(text: string, values: readonly Json[], otherwise: string): Rewritten {
  const read = guarded(() => loadStream(text))
  const isRight =
    read.ok &&
    read.value.resources.length === values.length &&
    read.value.resources.every(({ value }, index) => equalJson(value, values[index]))
  return isRight ? { ok: true, value: read.value } : { ok: false, message: otherwise }
}
