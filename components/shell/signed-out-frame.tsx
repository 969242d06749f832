'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { Mark } from '#components/shell/mark.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { WaitingNotice } from '#components/ui/waiting/waiting-notice.tsx'
import { routes } from '#lib/url/routes.ts'

/** The frame around pages that need no sign-in. */
export function SignedOutFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="flex h-11 items-center gap-2 border-line border-b bg-surface px-3">
        <span className="text-accent">
          <Mark size={22} />
        </span>
        <span className="font-medium text-sm">Hubdeck</span>
        <Link href={routes.signIn(routes.connection())} className={buttonClass('secondary', 'sm', 'ml-auto')}>
          Sign in
        </Link>
      </header>
      <main>{children}</main>
      <WaitingNotice />
    </>
  )
}
