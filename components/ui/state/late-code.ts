import { LazyCode } from '#components/ui/lazily.tsx'
import { notify } from '#components/ui/overlay/toast.tsx'

/**
 * Runs something with code that only a press needs: at once when the code is there, so that the browser still counts it as
 * part of the press. Says so when it cannot be loaded.
 */
export function lateCode<C>(find: () => Promise<C>): (run: (code: C) => void) => void {
  const source = new LazyCode(find)
  return (run) => withCode(source, run)
}

/** The same with code that is also needed otherwise. */
export function withCode<C>(source: LazyCode<C>, run: (code: C) => void): void {
  if (source.code !== undefined) run(source.code)
  else void source.load().then(() => (source.code === undefined ? sayMissing() : run(source.code)))
}

function sayMissing(): void {
  const description = 'A part of this page could not be loaded. Is Hubdeck still running?'
  notify({ tone: 'attention', title: 'Not possible', description })
}
