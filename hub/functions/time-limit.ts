import { createContext, Script } from 'node:vm'

// The timeout of a script also stops regular expressions and loops outside of it.
const sandbox: { work?: () => unknown } = {}
const context = createContext(sandbox)
const script = new Script('work()')

export const limitMs = 500

/** Runs a caller's expression or pattern; undefined when it was stopped because it took too long. */
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
