import { Button } from '#components/ui/button.tsx'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { Notice } from '#components/ui/notice.tsx'

type Asked = { readonly error: unknown; readonly isError: boolean; readonly refetch: () => unknown }

/** What is missing from a page that works without it, and why; nothing when the request succeeded. */
export function MissingNotice({ what, query }: { what: string; query: Asked }) {
  if (!query.isError) return null
  const failure = failureOf(query.error)
  return (
    <Notice
      action={
        <>
          <Button size="sm" onPress={() => void query.refetch()}>
            Try again
          </Button>
          {errorAdvice(failure).needsConnectionTest && <ConnectionLink />}
        </>
      }
    >
      {what}: {failure.message}
    </Notice>
  )
}
