import { NoResultError } from 'kysely'
import { databaseFailureOf } from '#hub/store/database-failure.ts'
import { WorkStopped } from '#hub/work/pool.ts'

/** A refusal the caller can understand: a status (contract 2.6) and a sentence that says what to do. */
export class Failure extends Error {
  readonly status: FailureStatus
  /** A URL that names the kind of failure (contract A8). */
  readonly type: string | undefined

  constructor(status: FailureStatus, message: string, type?: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

export type FailureStatus = 400 | 401 | 403 | 404 | 405 | 409 | 422 | 500 | 501 | 503 | 504 | 507

/** `StandardErrorResponse` (contract 2.5). Both spellings of the message: clients of the real API read either (contract A8). */
export function envelope(status: number, message: string) {
  return { Code: String(status), Message: message, message }
}

/** Refusals of the database that are the caller's doing, by SQLSTATE. */
const refusals: Readonly<Record<string, readonly [400 | 409, string]>> = {
  '23505': [409, 'An entity with this Slug already exists.'],
  '23503': [409, 'The entity is still referenced, or refers to one that is gone.'],
  '2201B': [400, 'A regular expression is not valid.'],
  '22P05': [400, 'The text contains a character that cannot be stored.'],
  '22021': [400, 'The text contains a character that cannot be stored.'],
  '40001': [409, 'Someone else changed the same entity. Try again.'],
  '40P01': [409, 'Someone else changed the same entity. Try again.'],
}

/** The entity existed a moment ago. */
const gone = 'An entity of this request no longer exists: someone else deleted it in the meantime.'

const troubles: Readonly<Record<'away' | 'slow', readonly [503 | 504, string]>> = {
  away: [
    503,
    'The database of the hub does not answer. Try again in a moment; a write may have been made, so read before repeating one.',
  ],
  slow: [504, 'The database took too long, so the query was stopped. Narrow the where, or lower the limit.'],
}

/** The refusal, if the error is one; undefined for a fault of the hub. */
export function failureOf(cause: unknown): Failure | undefined {
  if (cause instanceof Failure) return cause
  if (cause instanceof NoResultError) return new Failure(404, gone)
  if (cause instanceof WorkStopped)
    return new Failure(
      cause.reason === 'queue' ? 503 : 422,
      `Too much work for one request: ${cause.message}.`,
    )
  const trouble = databaseFailureOf(cause)
  if (trouble !== undefined) return new Failure(...troubles[trouble])
  const known =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? refusals[cause.code]
      : undefined
  return known === undefined ? undefined : new Failure(...known)
}

/** `ResponseError`: why one item of a bulk answer failed (contract 2.5). */
export function itemError(failure: Failure) {
  return {
    Message: failure.message,
    Status: failure.status,
    ...(failure.type === undefined ? {} : { Type: failure.type }),
  }
}
