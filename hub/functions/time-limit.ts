import { createContext, Script } from 'node:vm'

// The watchdog of a script also ends what a regular expression or a loop does outside of it.
const sandbox: { work?: () => unknown } = {}
const context = createContext(sandbox)
const script = new Script('work()')

export const limitMs = 500

/** Runs what a caller wrote (an expression, a pattern); undefined when it was ended because it took too long. */
export function withinTime<T>(work: () => T): { readonly value: T } | undefined {
  let done: { value: T } | undefined
  sandbox.work = () => {
    done = { value: work() }
  }
  try {
    script.runInContext(context, { timeout: limitMs })
  } catch (cause) {
    // The error may belong to another realm, so it is known by its code only.
    if (codeOf(cause) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw cause
  }
  return done
}

function codeOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
}
