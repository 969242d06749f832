'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { errorAdvice } from '#components/ui/error/error-advice.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { TokenForm } from '#components/ui/field/token-form.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { startWaiting, stoppedWaiting } from '#components/ui/waiting/waiting.ts'
import { WaitingNotice } from '#components/ui/waiting/waiting-notice.tsx'
import {
  type DemoUser,
  type Session,
  type SignInRequest,
  sessionQuery,
  signIn,
} from '#lib/queries/session.ts'

type Props = { readonly onSignedIn: (session: Session) => void }

/**
 * One click for the demo users of the embedded hub, or a pasted token for any server. Its code comes after that of the
 * page, which may have read the session by then; the first render must be what the server sent all the same.
 */
export function SignInForm(props: Props) {
  const isHydrated = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  return (
    <div className="flex flex-col gap-4">{isHydrated ? <WaysToSignIn {...props} /> : <WaysSkeleton />}</div>
  )
}

function WaysSkeleton() {
  return <Skeleton className="h-44 w-full" />
}

function WaysToSignIn({ onSignedIn }: Props) {
  const client = useQueryClient()
  const session = useQuery(sessionQuery())
  const [token, setToken] = useState('')
  const signing = useMutation({
    mutationFn: async (request: SignInRequest) => {
      const control = new AbortController()
      const since = Date.now()
      const stop = () => control.abort(stoppedWaiting(since))
      const retry = () => {
        stop()
        signing.mutate(request)
      }
      const waiting = startWaiting({ retry, stop })
      return await signIn(request, control.signal).finally(waiting.end)
    },
    onSuccess: (renewed) => {
      client.setQueryData(sessionQuery().queryKey, renewed)
      onSignedIn(renewed)
    },
  })
  const demoUsers = session.data?.demoUsers ?? []
  const pendingUser =
    signing.isPending && signing.variables && 'demoUser' in signing.variables
      ? signing.variables.demoUser
      : undefined
  return (
    <>
      {session.data?.hub.problem && (
        <ErrorPanel
          form="banner"
          title="The hub cannot be used"
          error={{ message: `${session.data.hub.url}: ${session.data.hub.problem}`, status: 0 }}
          onRetry={() => void session.refetch()}
        />
      )}
      {session.isError && <QueryError query={session} />}
      {session.isPending && <WaysSkeleton />}
      {demoUsers.length > 0 && (
        <DemoUsers
          users={demoUsers}
          pending={pendingUser}
          isDisabled={signing.isPending}
          onChoose={(username) => signing.mutate({ demoUser: username })}
        />
      )}
      {session.data && (
        <TokenForm
          label="ConfigHub token"
          description="For example from cub auth get-token. It is kept in an encrypted cookie that scripts cannot read."
          action="Sign in with token"
          variant="primary"
          summary={demoUsers.length > 0 ? 'Use a token instead' : undefined}
          isPending={signing.isPending && pendingUser === undefined}
          token={token}
          onChange={setToken}
          onSubmit={(typed) => signing.mutate({ token: typed })}
        />
      )}
      <WaitingNotice form="inline" />
      {signing.isError && (
        <ErrorPanel form="banner" title="Sign-in failed" error={signInFailure(signing.error)}>
          {!errorAdvice(failureOf(signing.error)).needsConnectionTest && <ConnectionLink />}
        </ErrorPanel>
      )}
    </>
  )
}

/** A refused token is not an ended session, so only the reason is shown. */
function signInFailure(error: Error): { message: string; status?: number; requestId?: string } {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined
  return status === 401 ? { message: error.message, status: 400 } : error
}

function DemoUsers({
  users,
  pending,
  isDisabled,
  onChoose,
}: {
  users: readonly DemoUser[]
  pending: string | undefined
  isDisabled: boolean
  onChoose: (username: string) => void
}) {
  return (
    <section aria-labelledby="demo-users" className="flex flex-col gap-2">
      <h2 id="demo-users" className="font-medium text-muted text-xs">
        Demo users of this hub
      </h2>
      <div className="grid gap-2 sm:grid-cols-2">
        {users.map((user) => (
          <PendingButton
            key={user.username}
            isPending={pending === user.username}
            isDisabled={isDisabled && pending !== user.username}
            className="h-auto justify-start py-2 text-left"
            // The accessible name contains the visible text in the same order; voice control needs that.
            aria-label={`Sign in as ${user.displayName}, ${user.role} · ${user.username}`}
            onPress={() => onChoose(user.username)}
          >
            <span className="flex flex-col items-start">
              <span className="font-medium">{user.displayName}</span>{' '}
              <span className="font-normal text-muted text-xs">
                {user.role} · {user.username}
              </span>
            </span>
          </PendingButton>
        ))}
      </div>
    </section>
  )
}
