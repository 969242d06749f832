'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazily } from '#components/ui/lazily.tsx'
import { ModalDialog } from '#components/ui/overlay/dialog.tsx'
import { sessionRenewed, useSessionEnded } from '#components/ui/state/session-end.ts'
import { ownerOf, type Session } from '#lib/queries/session.ts'

const SignInForm = lazily('SignInForm', () => import('#components/shell/sign-in-form.tsx'))

/**
 * Asks to sign in again in a dialog over the page, so that nothing entered is lost. The page stays readable when the
 * dialog is closed.
 */
export function SessionGuard({ owner }: { owner: string }) {
  const client = useQueryClient()
  const hasEnded = useSessionEnded()
  const renew = (session: Session) => {
    if (ownerOf(session) !== owner) return window.location.reload()
    sessionRenewed()
    void client.invalidateQueries()
  }
  return (
    <ModalDialog
      title="Your session has ended"
      width="md"
      isOpen={hasEnded}
      onOpenChange={(isOpen) => {
        if (!isOpen) sessionRenewed()
      }}
    >
      <p className="mb-4 text-muted text-sm">
        Sign in again. What you typed is still on the page; for anyone else the page starts empty.
      </p>
      <SignInForm onSignedIn={renew} />
    </ModalDialog>
  )
}
