'use client'

import { useQuery } from '@tanstack/react-query'
import { Search, Server } from 'lucide-react'
import { Mark } from '#components/shell/mark.tsx'
import { ThemeMenu } from '#components/shell/theme-menu.tsx'
import { UserMenu } from '#components/shell/user-menu.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import type { Theme } from '#components/ui/theme.ts'
import { infoQuery, organizationQuery } from '#lib/queries/directory.ts'
import type { Session } from '#lib/queries/session.ts'

const HubNotes = lazily('HubNotes', () => import('#components/shell/later.ts'))
const ReadOnlyBadge = lazily('ReadOnlyBadge', () => import('#components/shell/later.ts'))

export type TopBarProps = {
  session: Session | undefined
  theme: Theme
  /** Notes come once the page has what it is about. */
  hasNotes: boolean
  onSearch: () => void
  onShowKeys: () => void
}

export function TopBar({ session, theme, hasNotes, onSearch, onShowKeys }: TopBarProps) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-line border-b bg-surface px-3 print:hidden">
      <span className="text-accent sm:hidden">
        <Mark size={22} />
      </span>
      <HubName session={session} />
      {hasNotes && session && <HubNotes session={session} />}
      {hasNotes && <ReadOnlyBadge />}
      <Button
        variant="secondary"
        size="sm"
        className="ml-auto font-normal text-muted sm:w-56 sm:justify-start"
        onPress={onSearch}
      >
        <Search aria-hidden size={14} />
        <span className="max-sm:sr-only">
          Search<span className="sr-only"> pages, units and actions</span>
        </span>
        <span aria-hidden className="ml-auto flex gap-1 max-sm:hidden sm:absolute sm:right-1.5">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </Button>
      <ThemeMenu initial={theme} />
      {session?.user && <UserMenu user={session.user} onShowKeys={onShowKeys} />}
    </header>
  )
}

/** The name of the embedded hub's build in `GET /info`. */
const embeddedBuild = 'hubdeck-embedded'

/** The organization and the hub, as the hub names itself. */
function HubName({ session }: { session: Session | undefined }) {
  const { data: info } = useQuery(infoQuery())
  const { data: organization } = useQuery(organizationQuery(session?.user?.OrganizationID ?? ''))
  if (!session) return <span className="h-4 w-48 animate-breathe rounded-sm bg-press" />
  const { host } = new URL(session.hub.url)
  const name = session.hub.problem
    ? `${host} gives no usable answer`
    : info?.Build === embeddedBuild
      ? 'Embedded hub (demo)'
      : `ConfigHub at ${host}`
  return (
    <p
      className="flex min-w-0 items-center gap-2.5"
      title={[session.hub.url, session.hub.version, session.hub.problem].filter(Boolean).join(' · ')}
    >
      {organization && (
        <span className="mono shrink-0 font-medium text-sm">
          {organization.Slug ?? organization.DisplayName}
        </span>
      )}
      <span className="inline-flex min-w-0 items-center gap-1.5 text-muted text-xs">
        <Server aria-hidden size={13} className="shrink-0" />
        <span className="truncate">{name}</span>
      </span>
      {session.hub.problem && (
        <span className="max-sm:hidden">
          <ConnectionLink />
        </span>
      )}
    </p>
  )
}
