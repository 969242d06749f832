import { Failure } from '#hub/access/failure.ts'
import { isStorable } from '#hub/store/storable.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { task } from '#hub/work/task.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'

const maxDepth = 100
/** Commas and brackets outside of strings: a body of nothing but `[],[],…` takes half a second to check. */
const maxParts = 50_000
/** A longer text takes noticeably long to read, and only bodies with documents are that long. */
const longBody = 1_048_576

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/** A body that is JSON, as its value; nothing = null. One that is too deep, too wide or not JSON is a 400. */
export async function readJson(text: string): Promise<unknown> {
  const read = text.length > longBody ? await runInThread(jsonTask, text, 'large') : parseJson(text)
  if (!read.ok) throw new Failure(400, read.message)
  return read.value
}

/** @internal For tests: bodies are read by `readJson`, which puts long ones into a thread. */
export function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, value: null }
  const unfit = unfitFor(text)
  if (unfit !== undefined) return { ok: false, message: unfit }
  try {
    const body: unknown = parseExactJson(text)
    // Characters that cannot be stored are escaped in JSON, and most bodies contain no such escape.
    if (!/\\u(?:0000|d[89a-f])/i.test(text) || isStorable(JSON.stringify(body)))
      return { ok: true, value: body }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return { ok: false, message: `The body is not JSON: ${reason}` }
  }
  return { ok: false, message: 'The body contains a NUL character or half of a surrogate pair.' }
}

const jsonTask = task(import.meta.url, parseJson)

/** Counted character by character, because a pattern over long strings would backtrack or overflow the stack. */
function unfitFor(text: string): string | undefined {
  let depth = 0
  let parts = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) parts += 1
    // `[` and `{`, `]` and `}` differ in one bit.
    else if ((code | 0x20) === 0x7b) {
      depth += 1
      parts += 1
      if (depth > maxDepth) return `The body is nested more than ${maxDepth} levels deep.`
    } else if ((code | 0x20) === 0x7d) depth -= 1
  }
  return parts > maxParts ? `The body has more than ${maxParts} values.` : undefined
}

/** Where the string that begins here ends; the end of the text if it is not closed. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at += 1
  }
  return text.length
}
