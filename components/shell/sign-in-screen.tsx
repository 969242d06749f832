'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Mark } from '#components/shell/mark.tsx'
import { sessionQuery } from '#lib/queries/session.ts'
import { safeNext } from '#lib/url/routes.ts'

// Apart, or everyone who is signed in would load it with the frame of every page.
const SignInForm = lazy(() =>
  import('#components/shell/sign-in-form.tsx').then((module) => ({ default: module.SignInForm })),
)

/** After signing in it leads to `next`; without `next`, the page at this address appears in its place. */
export function SignInScreen({ next }: { next?: string }) {
  const { data } = useQuery(sessionQuery())
  // Loads a new document, so that nothing of the previous person stays in memory.
  const enter = () => {
    if (next === undefined) window.location.reload()
    else window.location.replace(safeNext(next))
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 px-4 py-10">
      <header className="flex items-center gap-3">
        <span className="text-accent">
          <Mark size={32} />
        </span>
        <div>
          <h1>Sign in to Hubdeck</h1>
          <p className="text-muted text-sm">
            {data ? (
              <>
                Hub <span className="mono">{data.hub.url}</span>
                {data.hub.version && ` · ${data.hub.version}`}
              </>
            ) : (
              'Checking the hub…'
            )}
          </p>
        </div>
      </header>
      <Suspense>
        <SignInForm onSignedIn={enter} />
      </Suspense>
    </main>
  )
}
