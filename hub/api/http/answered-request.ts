/** A request that has been answered. Without query, headers and body, because they may be confidential. */
export type AnsweredRequest = {
  readonly requestId: string
  readonly method: string
  /** The pattern, `/api/space/:space/unit/:unit`, or `unmatched`; the number of patterns is bounded. */
  readonly route: string
  readonly path: string
  readonly queryLength: number
  readonly status: number
  /** Milliseconds until the answer began. */
  readonly ms: number
  readonly userId?: string
  /** The peer address of the connection; that of the proxy, where there is one. */
  readonly address?: string
  /** Ids of what a bulk operation deleted, the first of them; a single one is in the path. */
  readonly deleted?: readonly string[]
}
