import { ErrorPanel } from '#components/ui/error/error-panel.tsx'

/** What Next.js tells a page of a fault. */
export type FaultProps = { error: Error & { digest?: string }; reset: () => void }

/** A fault of our own: what it said, the id under which the server logged it, and another try. */
export function Fault({ title, error, reset }: FaultProps & { title: string }) {
  const { message, digest } = error
  return (
    <ErrorPanel title={title} error={{ message, ...(digest ? { requestId: digest } : {}) }} onRetry={reset} />
  )
}
