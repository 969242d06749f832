import type { Metadata } from 'next'
import { ShellFrame } from '#app/shell-frame.tsx'
import { ConnectionScreen } from '#components/connection/connection-screen.tsx'
import { SignedOutFrame } from '#components/shell/signed-out-frame.tsx'

export const metadata: Metadata = { title: 'Connection' }

/** Open to everyone: those who cannot sign in need it most. */
export default function ConnectionPage() {
  const signedOut = (
    <SignedOutFrame>
      <ConnectionScreen isSignedIn={false} />
    </SignedOutFrame>
  )
  return (
    <ShellFrame signedOut={signedOut}>
      <ConnectionScreen isSignedIn />
    </ShellFrame>
  )
}
