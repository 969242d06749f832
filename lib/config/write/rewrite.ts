import { equalJson, type Json } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { Room, roomFor, TooLarge } from '#lib/config/document/budget.ts'
import { type LoadedStream, loadStream } from '#lib/config/document/document.ts'
import { splice } from '#lib/config/document/lines.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import { nextEdits } from '#lib/config/write/reconcile.ts'
import type { TextEdit } from '#lib/config/write/reconciling.ts'

// Each round makes at least one edit; a text that needs more is not converging.
const maxRounds = 400

/**
 * Gives resources of a text new values, changing only the bytes that have to change. It succeeds when the text, parsed
 * again, has exactly the wanted values in every resource, and fails rather than return anything else.
 */
export function rewrite(stream: LoadedStream, wanted: ReadonlyMap<number, Json>): DocumentResult<string> {
  const written = rewriteStream(stream, wanted)
  return written.ok ? ok(written.value.text) : written
}

/** The same, and also returns the resources parsed for the check, so that they need not be parsed again. */
export function rewriteStream(
  stream: LoadedStream,
  wanted: ReadonlyMap<number, Json>,
): DocumentResult<LoadedStream> {
  const written = attempt(stream, wanted, true)
  // The text after a block scalar may be read differently (a line of tabs); quotes do not affect it.
  return written.ok ? written : attempt(stream, wanted, false)
}

function attempt(
  stream: LoadedStream,
  wanted: ReadonlyMap<number, Json>,
  blockScalars: boolean,
): DocumentResult<LoadedStream> {
  const goal = stream.resources.map((resource) => wanted.get(resource.index) ?? resource.value)
  const room = roomFor(stream.text.length)
  let current = stream
  for (let round = 0; round < maxRounds; round += 1) {
    const terms = { blockScalars, room: new Room(stream.text.length) }
    const edits = current.resources.flatMap((resource, index) => {
      const want = goal[index] ?? null
      return equalJson(resource.value, want) ? [] : nextEdits(current.text, resource, want, terms)
    })
    if (edits.length === 0) return reached(current, goal) ? ok(current) : refused()
    const text = splice(current.text, independent(edits).flat())
    if (text === current.text) return refused()
    if (text.length > room) throw new TooLarge('result', 'characters', room)
    const read = loadStream(text, 'result')
    if (!read.ok || read.value.resources.length !== goal.length) return refused()
    current = read.value
  }
  return refused()
}

function reached(stream: LoadedStream, goal: readonly Json[]): boolean {
  return stream.resources.every((resource, index) => equalJson(resource.value, goal[index]))
}

/** Edits that neither overlap nor touch: each is right on its own, whatever the others do. */
function independent(edits: readonly TextEdit[]): TextEdit[] {
  const spans = edits
    .map((edit) => ({
      edit,
      start: Math.min(...edit.map((each) => each.start)),
      end: Math.max(...edit.map((each) => each.end)),
    }))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
  const chosen: TextEdit[] = []
  let last = -1
  for (const span of spans) {
    if (span.start <= last) continue
    chosen.push(span.edit)
    last = span.end
  }
  return chosen
}

function refused(): { ok: false; error: { message: string } } {
  return fail(
    'This change cannot be written into the document without touching other values; edit the text itself',
  )
}
