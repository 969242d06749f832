/** One thing that was checked. `unknown`: nothing contradicts it, but it could not be shown. */
export type Check = {
  readonly name: string
  readonly verdict: 'passed' | 'failed' | 'unknown'
  readonly text: string
  /** Each fact that is different, in a line of its own. */
  readonly details?: readonly string[]
}
