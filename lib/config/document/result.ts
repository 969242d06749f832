import type { Result } from '#lib/base/result.ts'
import { TooLarge } from '#lib/config/document/budget.ts'

/** Why a document, or a patch of one, cannot be read or applied. */
export type DocumentError = {
  readonly message: string
  /** Position in the patch text, where there is one. */
  readonly line?: number
  readonly column?: number
  /** The only problem is the size. */
  readonly isTooLarge?: true
}

export type DocumentResult<T> = Result<T, DocumentError>

export function fail(
  message: string,
  at: Omit<DocumentError, 'message'> = {},
): { ok: false; error: DocumentError } {
  return { ok: false, error: { message, ...at } }
}

/** A document that is too large, or nested too deeply for the stack, gives an error value instead of a crash. */
export function guarded<T>(work: () => DocumentResult<T>): DocumentResult<T> {
  try {
    return work()
  } catch (error) {
    if (error instanceof TooLarge) return fail(error.message, { isTooLarge: true })
    if (error instanceof RangeError)
      return fail('The document is nested too deeply to be read', { isTooLarge: true })
    return fail(`The document could not be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
