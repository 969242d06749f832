import { TooLarge } from '#lib/config/document/budget.ts'
import type { PatchError } from '#lib/config/patch/patch.ts'

export type Result<T, E = PatchError> = { ok: true; value: T } | { ok: false; error: E }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function fail(
  message: string,
  at: Omit<PatchError, 'message'> = {},
): { ok: false; error: PatchError } {
  return { ok: false, error: { message, ...at } }
}

/** What is too large, or nested too deeply for the stack, ends as an error value, not as a crash. */
export function guarded<T>(work: () => Result<T>): Result<T> {
  try {
    return work()
  } catch (error) {
    if (error instanceof TooLarge) return fail(error.message, { isTooLarge: true })
    if (error instanceof RangeError)
      return fail('The document is nested too deeply to be read', { isTooLarge: true })
    return fail(`The document could not be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
