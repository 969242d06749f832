import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { sessionOfPage } from '#app/session-of-page.ts'
import { AppShell } from '#components/shell/app-shell.tsx'
import { themeCookie, themeOf } from '#components/ui/theme.ts'
import { env } from '#lib/server/process/env.ts'

/** The frame for someone who is signed in; everyone else sees `signedOut` instead. */
export async function ShellFrame({ signedOut, children }: { signedOut: ReactNode; children: ReactNode }) {
  const session = await sessionOfPage()
  if (!session) return signedOut
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  return (
    <AppShell owner={`${env().CONFIGHUB_URL} ${session.UserID}`} theme={theme}>
      {children}
    </AppShell>
  )
}
