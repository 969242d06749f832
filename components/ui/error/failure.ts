/** A failed call as pages see it: a `ConfigHubError`, a refusal of one of our routes, or a plain `Error`. */
export type FailureLike = {
  readonly message: string
  readonly status?: number | undefined
  readonly requestId?: string | undefined
  readonly code?: string | undefined
  /** `GET /unit` */
  readonly operation?: string | undefined
  /** Milliseconds; before that, trying again is refused. */
  readonly retryAt?: number | undefined
}

/** Reads status, operation and request id from anything that was thrown. */
export function failureOf(error: unknown): FailureLike {
  if (typeof error !== 'object' || error === null) return { message: String(error) }
  const message = 'message' in error && typeof error.message === 'string' ? error.message : 'Unknown error'
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  const requestId = 'requestId' in error && typeof error.requestId === 'string' ? error.requestId : undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const retryAt = 'retryAt' in error && typeof error.retryAt === 'number' ? error.retryAt : undefined
  const operation = 'operation' in error && typeof error.operation === 'string' ? error.operation : undefined
  return { message, status, requestId, code, operation, retryAt }
}
