import { equalJson, isJsonList, isJsonMap, type Json, member } from '#lib/base/json.ts'
import { ok } from '#lib/base/result.ts'
import { roomFor, TooLarge } from '#lib/config/document/budget.ts'
import { type Splice, splice } from '#lib/config/document/lines.ts'
import { type DocumentResult, fail } from '#lib/config/document/result.ts'
import {
  CannotWrite,
  type Change,
  type Codec,
  type FormatDocument,
  type Keys,
} from '#lib/config/formats/codec.ts'

/** Each round writes at least one name; a text that needs more rounds does not converge. */
const maxRounds = 400

/**
 * Gives a document new values, changing only the bytes that have to change. The text is read again: it has exactly the
 * wanted values, or nothing is returned. `name` is what such a document is called, as in "a TOML document".
 */
export function writeDocument(
  codec: Codec,
  document: FormatDocument,
  wanted: Json,
  name: string,
): DocumentResult<FormatDocument> {
  try {
    const goal = codec.normal(wanted)
    const room = roomFor(document.text.length)
    let current = document
    for (let round = 0; round < maxRounds; round += 1) {
      const changes = changesBetween(current.value, goal, [], codec.listsByIndex)
      if (changes.length === 0) return ok(current)
      const text = splice(current.text, nextEdits(codec, current, changes))
      if (text.length > room) throw new TooLarge('result', 'characters', room)
      const read = codec.read(text)
      if (!read.ok || text === current.text) return refused(name)
      current = read.value
    }
  } catch (error) {
    if (error instanceof CannotWrite) return fail(`This cannot be written into ${name}: ${error.message}`)
    throw error
  }
  return refused(name)
}

/** First all changed values, then all removals; new names one by one, because each moves the place of the next. */
function nextEdits(codec: Codec, document: FormatDocument, changes: readonly Change[]): Splice[] {
  const set = changes.filter(({ op }) => op === 'set')
  const gone = changes.filter(({ op }) => op === 'delete')
  const next = set.length > 0 ? set : gone.length > 0 ? gone : changes.slice(0, 1)
  return apart(next.flatMap((change) => codec.edit(document, change)))
}

/** Two names on the same lines are removed together. */
function apart(edits: readonly Splice[]): Splice[] {
  const chosen: Splice[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = chosen.at(-1)
    if (last === undefined || edit.start >= last.end) chosen.push(edit)
  }
  return chosen
}

function changesBetween(old: Json, fresh: Json, keys: Keys, listsByIndex: boolean): Change[] {
  if (equalJson(old, fresh)) return []
  const inside = (key: string, from: Json | undefined, to: Json | undefined): Change[] => {
    const inner = [...keys, key]
    if (from !== undefined && to !== undefined) return changesBetween(from, to, inner, listsByIndex)
    if (to !== undefined) return [{ op: 'add', keys: inner, value: to }]
    return from === undefined ? [] : [{ op: 'delete', keys: inner }]
  }
  if (isJsonMap(old) && isJsonMap(fresh)) {
    const all = new Set([...Object.keys(old), ...Object.keys(fresh)])
    return [...all].flatMap((key) => inside(key, member(old, key), member(fresh, key)))
  }
  if (isJsonList(old) && isJsonList(fresh) && (listsByIndex || old.length === fresh.length)) {
    const length = Math.max(old.length, fresh.length)
    return Array.from({ length }, (_, at) => inside(String(at), old[at], fresh[at])).flat()
  }
  return [{ op: 'set', keys, value: fresh }]
}

function refused(name: string): { ok: false; error: { message: string } } {
  return fail(
    `This change cannot be written into ${name} without touching other values; edit the text itself`,
  )
}
