/** A refusal the caller can understand: a status of confighub-api 2.6 and a sentence that says what to do. */
export class Failure extends Error {
  readonly status: FailureStatus
  /** A URL that names the kind of failure (addendum 8). */
  readonly type: string | undefined

  constructor(status: FailureStatus, message: string, type?: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 422 | 500 | 501

/** `StandardErrorResponse` (2.5). Both spellings of the message: clients of the real API read either (addendum 8). */
export function envelope(status: number, message: string) {
  return { Code: String(status), Message: message, message }
}

/** `ResponseError`: why one item of a bulk answer failed (2.5). */
export function itemError(cause: unknown) {
  const failure = cause instanceof Failure ? cause : new Failure(500, 'The hub failed on this item.')
  return {
    Message: failure.message,
    Status: failure.status,
    ...(failure.type === undefined ? {} : { Type: failure.type }),
  }
}
