'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Mark } from '#components/shell/mark.tsx'
import { sessionRenewed } from '#components/shell/session-end.ts'
import { SignInForm } from '#components/shell/sign-in-form.tsx'
import { sessionQuery } from '#lib/queries/session.ts'
import { safeNext } from '#lib/url/routes.ts'

/** With `next` it leads there; without, the page behind it appears in its place, at the same address. */
export function SignInScreen({ next }: { next?: string }) {
  const router = useRouter()
  const { data } = useQuery(sessionQuery())
  const enter = () => {
    sessionRenewed()
    if (next !== undefined) router.replace(safeNext(next))
    router.refresh()
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
              'Looking at the hub…'
            )}
          </p>
        </div>
      </header>
      <SignInForm onSignedIn={enter} />
    </main>
  )
}
