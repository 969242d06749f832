/**
 * Reads a value of which nothing is known: a schema of zod, or a function of ours where a page shows
 * its first rows before zod is there.
 */
export type Reader<T> = { readonly safeParse: (value: unknown) => Reading<T> }

type Reading<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

export function readerOf<T>(isOne: (value: unknown) => value is T): Reader<T> {
  return {
    safeParse: (value) =>
      isOne(value) ? { success: true, data: value } : { success: false, error: { issues: [] } },
  }
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isListOf<T>(isOne: (value: unknown) => value is T) {
  return (value: unknown): value is T[] => Array.isArray(value) && value.every(isOne)
}
