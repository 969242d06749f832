import { Failure } from '#hub/access/failure.ts'

/** A change that was made for another Version is refused. */
export function mustBeVersion(current: Readonly<Record<string, unknown>>, seen: unknown): void {
  if (seen === undefined || seen === current.Version) return
  if (!Number.isSafeInteger(seen)) throw new Failure(400, 'Version: a whole number')
  throw new Failure(409, `${current.Slug} changed since it was read: its Version is now ${current.Version}.`)
}
