import { withoutResources } from '#hub/functions/document-parts.ts'
import { load } from '#hub/functions/load.ts'
import { limitMs, withinTime } from '#hub/functions/time-limit.ts'
import { parseWhereResource } from '#hub/functions/where-resource.ts'
import type { LoadedStream } from '#lib/config/document.ts'

type Outcome<T> = { ok: true; value: T } | { ok: false; message: string }

/** The resources of a document that WhereResource selects (confighub-api 7.1), all others taken out. */
export function chosenResources(text: string, toolchain: string, where: string): Outcome<LoadedStream> {
  const stream = load(text, toolchain)
  if (!stream.ok) return stream
  const selects = parseWhereResource([where])
  if (!selects.ok) return selects
  const { resources } = stream.value
  const unwanted = withinTime(() => resources.filter((each) => !selects.value(each)))
  if (unwanted === undefined) return { ok: false, message: `WhereResource took longer than ${limitMs} ms` }
  return unwanted.value.length === 0 ? stream : withoutResources(stream.value, new Set(unwanted.value))
}
