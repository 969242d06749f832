import { Failure } from '#hub/access/failure.ts'

/**
 * `Permissions` are stored for Spaces only. Silently dropping those of another entity would leave open what the caller
 * meant to close.
 */
export function refusePermissions(body: unknown, what: string): void {
  if (typeof body !== 'object' || body === null || !('Permissions' in body)) return
  const given = body.Permissions
  if (given === null || (typeof given === 'object' && Object.keys(given).length === 0)) return
  throw new Failure(501, `${what} with Permissions is not implemented by the embedded hub.`)
}
