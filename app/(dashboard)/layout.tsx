import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '#components/shell/app-shell.tsx'
import { SignInScreen } from '#components/shell/sign-in-screen.tsx'
import { themeCookie, themeOf } from '#components/ui/theme.ts'
import { readSession } from '#lib/server/access/session.ts'
import { env } from '#lib/server/process/env.ts'

/**
 * Shows the sign-in form in place of the page to anyone who is not signed in. The address keeps pointing at the page.
 */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const session = await readSession(new Request('http://deck', { headers: await headers() }))
  if (!session) return <SignInScreen />
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  return (
    <AppShell owner={`${env().CONFIGHUB_URL} ${session.UserID}`} theme={theme}>
      {children}
    </AppShell>
  )
}
