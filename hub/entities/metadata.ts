import { Failure } from '#hub/access/failure.ts'

/** Refuses a change that was made for another Version. */
export function mustBeVersion(current: Readonly<Record<string, unknown>>, seen: unknown): void {
  if (seen === undefined || seen === current.Version) return
  if (!Number.isSafeInteger(seen)) throw new Failure(400, 'Version must be a whole number.')
  throw new Failure(409, `${current.Slug} changed since it was read: its Version is now ${current.Version}.`)
}
