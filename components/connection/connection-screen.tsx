'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ReportLines } from '#components/connection/report-lines.tsx'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { TokenForm } from '#components/ui/field/token-form.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ConnectionReport } from '#lib/connection/report.ts'
import { reportText, summary } from '#lib/connection/report-text.ts'
import { connectionQuery, testConnectionWith } from '#lib/queries/connection.ts'

/** The connection between Hubdeck and its hub, line by line, with remedies. */
export function ConnectionScreen({ isSignedIn }: { isSignedIn: boolean }) {
  const tested = useQuery(connectionQuery())
  const [token, setToken] = useState('')
  // Without variables, which the cache would keep. The field is cleared as soon as there is an answer.
  const trying = useMutation({
    mutationFn: () => testConnectionWith(token.trim()),
    onSuccess: () => setToken(''),
  })
  const report = trying.data ?? tested.data
  const error = trying.error ?? (trying.data === undefined ? tested.error : null)
  const again = () => {
    trying.reset()
    void tested.refetch()
  }
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
      <header className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-72">
          <h1>Connection</h1>
          <p className="text-muted text-sm [overflow-wrap:anywhere]" role="status">
            {report === undefined || tested.isFetching || trying.isPending ? 'Testing…' : about(report)}
          </p>
        </div>
        {report && (
          <CopyButton text={() => reportText(report)} label="Copy report" variant="secondary" size="md">
            Copy report
          </CopyButton>
        )}
        <PendingButton
          variant="primary"
          isPending={tested.isFetching}
          isDisabled={trying.isPending}
          onPress={again}
        >
          {trying.data === undefined ? 'Test again' : 'Test without this token'}
        </PendingButton>
      </header>
      {error && <ErrorPanel form="banner" title="The test could not be made" error={error} onRetry={again} />}
      {report && <ReportLines lines={report.lines} />}
      {report === undefined && tested.isPending && <Skeleton className="h-96 w-full" />}
      <TokenForm
        label="Token to test"
        description="It is sent to the hub for this test only, and kept nowhere. It does not sign you in."
        action="Test with this token"
        variant="secondary"
        summary={isSignedIn ? 'Test another token' : undefined}
        isPending={trying.isPending}
        token={token}
        onChange={setToken}
        onSubmit={() => trying.mutate()}
      />
    </div>
  )
}

const withToken: Readonly<Record<ConnectionReport['tokenFrom'], string>> = {
  session: 'with your session',
  typed: 'with the token you typed',
  command: 'with a token',
  none: 'without a token',
}

function about({ hub, tokenFrom, lines }: ConnectionReport): string {
  return `${hub}, tested ${withToken[tokenFrom]}: ${summary(lines.map(({ verdict }) => verdict))}`
}
