'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { useEarlyKeys } from '#components/shell/early-keys.ts'
import { useLeaveWithOtherTabs } from '#components/shell/leave-tabs.ts'
import { mainPlaces } from '#components/shell/places.ts'
import { Rail } from '#components/shell/rail.tsx'
import { SessionGuard } from '#components/shell/session-guard.tsx'
import { useStartAtTop } from '#components/shell/start-at-top.ts'
import { TopBar } from '#components/shell/top-bar.tsx'
import { useTheRest } from '#components/shell/use-the-rest.ts'
import { useKeys } from '#components/ui/keys.ts'
import { lazily } from '#components/ui/lazily.tsx'
import { claimStorage } from '#components/ui/state/stored.ts'
import type { Theme } from '#components/ui/theme.ts'
import { WaitingNotice } from '#components/ui/waiting/waiting-notice.tsx'
import { sessionQuery } from '#lib/queries/session.ts'

const Palette = lazily('Palette', () => import('#components/shell/later.ts'))
const KeysDialog = lazily('KeysDialog', () => import('#components/shell/later.ts'))

type AppShellProps = {
  /** The signed-in person and the hub that the page belongs to. */
  owner: string
  theme: Theme
  children: ReactNode
}

/**
 * The frame around every page: rail, top bar, palette, keyboard shortcuts, and signing in again when the session ends.
 */
export function AppShell({ owner, theme, children }: AppShellProps) {
  const router = useRouter()
  // Must run before anything below reads this browser's storage.
  const [first] = useState(() => {
    claimStorage(owner)
    return owner
  })
  useEffect(() => {
    // Someone else has signed in, so nothing that this document holds may be shown to them.
    if (owner !== first) window.location.reload()
  }, [owner, first])
  useLeaveWithOtherTabs()
  const [open, setOpen] = useState<'none' | 'palette' | 'keys'>('none')
  useEarlyKeys(open === 'palette')
  const { data: session } = useQuery(sessionQuery())
  const hasNotes = useTheRest()
  const scroller = useStartAtTop()
  useKeys('Everywhere', [
    {
      keys: 'mod+k',
      label: 'Search pages, units, spaces, people and actions',
      run: () => setOpen('palette'),
    },
    { keys: '?', label: 'Keyboard shortcuts', run: () => setOpen('keys') },
    ...mainPlaces.map(({ keys, label, href }) => ({
      keys,
      label: `Go to ${label}`,
      run: () => router.push(href),
    })),
  ])
  const toggle = (which: 'palette' | 'keys') => (isOpen: boolean) => setOpen(isOpen ? which : 'none')
  return (
    <div className="flex h-dvh flex-col sm:flex-row print:block print:h-auto">
      <a
        href="#main"
        className="absolute top-1 left-1 z-60 -translate-y-20 rounded-md bg-accent-solid px-3 py-1.5 text-on-accent text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col print:block">
        <TopBar
          session={session}
          theme={theme}
          hasNotes={hasNotes}
          onSearch={() => setOpen('palette')}
          onShowKeys={() => setOpen('keys')}
        />
        <main
          ref={scroller}
          id="main"
          tabIndex={-1}
          className="min-h-0 flex-1 overflow-auto outline-none print:overflow-visible"
        >
          {children}
        </main>
      </div>
      {open === 'palette' && <Palette isOpen onOpenChange={toggle('palette')} />}
      {open === 'keys' && <KeysDialog isOpen onOpenChange={toggle('keys')} />}
      <SessionGuard owner={owner} />
      <WaitingNotice />
    </div>
  )
}
