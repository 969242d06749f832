import type { ReactNode } from 'react'
import { ShellFrame } from '#app/shell-frame.tsx'
import { SignInScreen } from '#components/shell/sign-in-screen.tsx'

/**
 * Shows the sign-in form in place of the page to anyone who is not signed in. The address keeps pointing at the page.
 */
export default function DashboardLayout({ children }: { children: ReactNode }) {
  return <ShellFrame signedOut={<SignInScreen />}>{children}</ShellFrame>
}
