import type { Json } from '#lib/base/json.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { RowResult } from '#lib/change/model.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'

type ShortenedChanges = Pick<Extract<RowResult, { status: 'change' }>, 'changes' | 'omitted'>

/** As many of the changes as fit into a row, in characters of JSON. Long values are cut. */
export async function shortenChanges(shown: readonly PathChange[], room: number): Promise<ShortenedChanges> {
  const changes: PathChange[] = []
  let used = 0
  for (const { from, to, ...place } of shown) {
    const change = {
      ...place,
      path: visibleText(place.path),
      resourceName: visibleText(place.resourceName),
      ...(from === undefined ? {} : { from: visible(await shortened(from, room / 4)) }),
      ...(to === undefined ? {} : { to: visible(await shortened(to, room / 4)) }),
    }
    used += JSON.stringify(change).length
    if (used > room) break
    changes.push(change)
  }
  const count = shown.length - changes.length
  if (count === 0) return { changes }
  return { changes, omitted: { count, digest: documentHash(JSON.stringify(shown.slice(-count))) } }
}

/** People decide by what a preview shows, so nothing in it may be invisible or deceptive. */
function visible(value: Json): Json {
  return typeof value === 'string' ? visibleText(value) : value
}

/** The beginning, the length and a hash of a long value: equal values stay equal, different ones stay different. */
async function shortened(value: Json, room: number): Promise<Json> {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length <= room) return value
  const digest = documentHash(text).slice(0, 12)
  const length = text.length.toLocaleString('en')
  return `${text.slice(0, room / 4)}… (${length} characters, SHA-256 ${digest}…)`
}
