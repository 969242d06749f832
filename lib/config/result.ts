import type { PatchError } from '#lib/config/patch.ts'

export type Result<T, E = PatchError> = { ok: true; value: T } | { ok: false; error: E }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function fail(
  message: string,
  at: { line?: number; column?: number } = {},
): { ok: false; error: PatchError } {
  return { ok: false, error: { message, ...at } }
}

/** The parser recurses; a document nested thousands deep ends as an error value, not as a crash. */
export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return fail('The document is nested too deeply to be read')
    return fail(`The document could not be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
