'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { ConnectionLink } from '#components/ui/connection-link.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'
import { count } from '#lib/base/plural.ts'
import { checkedVersion, generationOf } from '#lib/confighub/version.ts'
import { infoQuery, organizationQuery } from '#lib/queries/directory.ts'
import type { Session } from '#lib/queries/session.ts'

/** Notes about a hub that Hubdeck knows too little about, or was not checked with; usually absent. */
export function HubNotes({ session }: { session: Session }) {
  const info = useQuery(infoQuery())
  const organization = useQuery(organizationQuery(session.user?.OrganizationID ?? ''))
  const notes = [
    ...(info.isError ? [`What the hub says of itself is missing: ${failureOf(info.error).message}`] : []),
    ...(info.data === undefined ? [] : versionNotes(info.data.Version)),
    ...(organization.isError
      ? [`The name of the organization is missing: ${failureOf(organization.error).message}`]
      : []),
  ]
  if (notes.length === 0) return null
  return (
    <PopoverTrigger>
      <Button size="sm" className="shrink-0 text-attention">
        <CircleAlert aria-hidden size={14} />
        <span className="max-sm:sr-only">{count(notes.length, 'note')} on this hub</span>
      </Button>
      <Popover label="Notes on this hub" placement="bottom" className="w-88">
        <div className="flex flex-col items-start gap-2 p-3 text-sm [overflow-wrap:anywhere]">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          <ConnectionLink />
        </div>
      </Popover>
    </PopoverTrigger>
  )
}

function versionNotes(version = ''): string[] {
  const generation = generationOf(version)
  if (generation === 'newer') {
    return [
      `This hub is ConfigHub ${version}. Hubdeck works with it, but was checked with ${checkedVersion} only. Not checked: whether fields, refusals and dry runs still mean what Hubdeck assumes.`,
    ]
  }
  if (generation !== 'unreadable') return []
  const named = version === '' ? 'does not name its version' : `names its version as “${version}”`
  return [`This hub ${named}. Hubdeck was checked with ${checkedVersion} only.`]
}
