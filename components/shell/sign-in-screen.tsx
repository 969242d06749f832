'use client'

import { useQuery } from '@tanstack/react-query'
import { Mark } from '#components/shell/mark.tsx'
import { SignInForm } from '#components/shell/sign-in-form.tsx'
import { sessionQuery } from '#lib/queries/session.ts'
import { safeNext } from '#lib/url/routes.ts'

/** With `next` it leads there; without, the page behind it appears in its place, at the same address. */
export function SignInScreen({ next }: { next?: string }) {
  const { data } = useQuery(sessionQuery())
  // A new document each time: what the last person had in memory is not there for this one.
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
      <SignInForm onSignedIn={enter} />
    </main>
  )
}
