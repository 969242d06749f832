'use client'

import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AnewLink, MovedNote } from '#components/change/record/anew-link.tsx'
import { type ResumeMode, resumeModeOf } from '#components/change/scope/resume-mode.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { count } from '#lib/base/plural.ts'
import { unmovedIds } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { proposalQuery } from '#lib/queries/proposals/proposals.ts'
import { sessionQuery } from '#lib/queries/session.ts'
import { routes } from '#lib/url/routes.ts'

/** What can be done about a proposal: hand on its address, write it, or propose again what others changed since. */
export function ProposalPanel({
  change,
  users,
  children,
}: {
  change: ChangeRecord
  users: UsersById | undefined
  children?: ReactNode
}) {
  const { data: session } = useQuery(sessionQuery())
  const way = resumeModeOf(change, session?.user?.UserID)
  const { data: proposal } = useQuery(proposalQuery(change.TagID))
  // Nobody approves their own proposal, so it is handed on first.
  const isHandedOn = proposal?.mine === 'own' && proposal.missing > 0
  const left = unmovedIds(change).length
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {left > 0 && way !== undefined && way !== 'none' && (
          <Link
            href={routes.newChange({ resume: change.TagID })}
            className={buttonClass(isHandedOn ? 'secondary' : 'primary')}
          >
            <Eye aria-hidden size={14} />
            Preview {count(left, 'unit')} as proposed{way === 'of-another' && ', to approve or write'}
          </Link>
        )}
        <AnewLink change={change} />
        <CopyButton
          label="Copy link"
          variant={isHandedOn ? 'primary' : 'secondary'}
          size="md"
          text={() => `${window.location.origin}${routes.change(change.SpaceID, change.TagID)}`}
        >
          Copy link
        </CopyButton>
      </div>
      <MovedNote change={change} />
      <WayNote way={way} author={userName(change.author, users)} />
      {children}
    </div>
  )
}

function WayNote({ way, author }: { way: ResumeMode | undefined; author: string }) {
  if (way !== 'of-another') return null
  return (
    <p className="text-muted text-sm">
      This is {author}’s proposal. What you write of it is recorded under your own name, in a new record that
      links back to this one.
    </p>
  )
}
