import { blockedId } from '#components/query/blocked.ts'

/** Said while something is typed that was not run: what is on screen is not its answer. */
export function UnrunLine({ isRunnable }: { isRunnable: boolean }) {
  return (
    <p id={blockedId} role="status" className="min-w-0 text-attention text-sm">
      <strong className="font-semibold">These rows answer the previous query.</strong>{' '}
      {isRunnable ? 'Enter runs your edits, Escape discards them.' : 'Escape discards your edits.'}
    </p>
  )
}
