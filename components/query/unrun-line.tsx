import { blockedId } from '#components/query/blocked.ts'

/** Shown while there are unrun edits: what is on screen does not answer them. */
export function UnrunLine({ isRunnable }: { isRunnable: boolean }) {
  return (
    <p id={blockedId} role="status" className="min-w-0 text-attention text-sm">
      <strong className="font-semibold">These rows answer the previous query.</strong>{' '}
      {isRunnable ? 'Enter runs your edits, Escape discards them.' : 'Escape discards your edits.'}
    </p>
  )
}
