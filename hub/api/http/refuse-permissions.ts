import { Failure } from '#hub/access/failure.ts'

/**
 * `Permissions` are kept for Spaces only. To drop those of another entity without a word would leave open what somebody
 * meant to close.
 */
export function refusePermissions(body: unknown, what: string): void {
  if (typeof body !== 'object' || body === null || !('Permissions' in body)) return
  const given = body.Permissions
  if (given === null || (typeof given === 'object' && Object.keys(given).length === 0)) return
  throw new Failure(501, `${what} with Permissions is not implemented by the embedded hub.`)
}
