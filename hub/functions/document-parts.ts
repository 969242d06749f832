import { equalJson, type Json } from '#lib/base/json.ts'
import type { LoadedResource, LoadedStream } from '#lib/config/document/document.ts'
import { loadStream } from '#lib/config/document/document.ts'
import { lineBreakOf } from '#lib/config/document/lines.ts'
import { guarded } from '#lib/config/document/result.ts'

type Part = { readonly start: number; readonly end: number }
type Rewritten = { ok: true; value: LoadedStream } | { ok: false; message: string }

/** Gives the text of each resource, comments included, without the `---` above it. */
export function textsOf(stream: LoadedStream): (resource: LoadedResource) => string {
  const partOf = partsOf(stream)
  return (resource) => {
    const { start, end } = partOf(resource)
    return stream.text.slice(start, end).replace(/^---[ \t]*\r?\n/, '')
  }
}

/** Removes some resources; every other byte stays. */
export function withoutResources(stream: LoadedStream, gone: ReadonlySet<LoadedResource>): Rewritten {
  const partOf = partsOf(stream)
  const left = stream.resources.filter((each) => !gone.has(each))
  const mark = stream.text.startsWith('\uFEFF') ? '\uFEFF' : ''
  let text = ''
  let kept = mark.length
  for (const resource of gone) {
    const { start, end } = partOf(resource)
    text += stream.text.slice(kept, start)
    kept = end
  }
  return reread(
    mark + text + stream.text.slice(kept),
    left.map(({ value }) => value),
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

/** A part starts at a `---` line, the first one at the start of the text. */
function partsOf({ text }: LoadedStream): (resource: LoadedResource) => Part {
  const starts = [0, ...[...text.matchAll(/^---(?=\s|$)/gm)].map((match) => match.index)]
  return ({ document }) => {
    const at = document.contents?.range[0] ?? document.range[0]
    const next = firstAfter(starts, at)
    return { start: starts[next - 1] ?? 0, end: starts[next] ?? text.length }
  }
}

/** Index of the first greater number in ascending numbers. */
function firstAfter(numbers: readonly number[], than: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) > than) high = middle
    else low = middle + 1
  }
  return low
}

function reread(text: string, values: readonly Json[], otherwise: string): Rewritten {
  const read = guarded(() => loadStream(text))
  const isRight =
    read.ok &&
    read.value.resources.length === values.length &&
    read.value.resources.every(({ value }, index) => equalJson(value, values[index]))
  return isRight ? { ok: true, value: read.value } : { ok: false, message: otherwise }
}
