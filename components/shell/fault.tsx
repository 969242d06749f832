import { lazily } from '#components/ui/lazily.tsx'

const ErrorPanel = lazily('ErrorPanel', () => import('#components/ui/error/error-panel.tsx'))

/** What Next.js passes to an error page. */
export type FaultProps = { error: Error & { digest?: string }; reset: () => void }

/** A fault in Hubdeck: its message, the id in the server's log, and a way to try again. */
export function Fault({ title, error, reset }: FaultProps & { title: string }) {
  const { message, digest } = error
  return (
    <ErrorPanel title={title} error={{ message, ...(digest ? { requestId: digest } : {}) }} onRetry={reset} />
  )
}
