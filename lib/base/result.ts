/** Expected failures are values, not exceptions; `E` says why. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E }

/** A failure that one sentence explains. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; message: string }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}
