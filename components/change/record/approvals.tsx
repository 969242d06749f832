'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import { count } from '#lib/base/plural.ts'
import type { ProposalView } from '#lib/change/proposal/proposal-view.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { pauseAfter } from '#lib/queries/live/paced.ts'
import { approvalsEveryMs, proposalQuery, revokeMutation } from '#lib/queries/proposals/proposals.ts'
import { sessionQuery } from '#lib/queries/session.ts'

/** Which approvals a proposal needs and has, and the way to take back one's own. */
export function Approvals({ tagId, users }: { tagId: string; users: UsersById | undefined }) {
  const { data: session } = useQuery(sessionQuery())
  const proposal = useQuery({
    ...proposalQuery(tagId),
    refetchInterval: (query) => pauseAfter(query, approvalsEveryMs),
  })
  const section = useRef<HTMLElement>(null)
  const revoke = useMutation(revokeMutation(useQueryClient(), tagId))
  if (proposal.isPending) return <p className="text-muted text-sm">Reading the approvals…</p>
  if (proposal.data === undefined)
    return <QueryError query={proposal} title="The approvals could not be read" />
  const { approvals } = proposal.data
  const me = session?.user?.UserID
  return (
    <section
      ref={section}
      aria-label="Approvals"
      tabIndex={-1}
      className="flex flex-col gap-1.5 text-sm outline-none"
    >
      {proposal.isError && <QueryError query={proposal} title="The approvals could not be read again" />}
      <NeededLine view={proposal.data} />
      <ul hidden={approvals.length === 0} className="flex flex-col gap-1">
        {approvals.map((approval) => (
          <li
            key={`${approval.UserID} ${approval.at} ${approval.standing}`}
            className="flex flex-wrap items-center gap-x-2"
          >
            <UserName userId={approval.UserID} users={users} className="font-medium" />
            <span className={approval.standing === 'counts' ? 'text-added' : 'text-muted'}>
              {standings[approval.standing]}
              {approval.standing === 'counts' && ` ${count(approval.units, 'unit')}`}
            </span>
            <Time at={approval.at} />
            {approval.expiresAt !== undefined && (
              <span className="text-muted">
                until <Time at={approval.expiresAt} form="exact" />
              </span>
            )}
            {approval.note !== '' && <span className="break-words text-muted">“{approval.note}”</span>}
            {approval.standing === 'counts' && approval.UserID === me && (
              <PendingButton
                size="sm"
                isPending={revoke.isPending}
                onPress={() => revoke.mutate(undefined, { onSuccess: () => section.current?.focus() })}
              >
                Revoke
              </PendingButton>
            )}
          </li>
        ))}
      </ul>
      {revoke.isError && <ErrorPanel form="banner" error={revoke.error} title="Not revoked" />}
    </section>
  )
}

const standings: Readonly<Record<ProposalView['approvals'][number]['standing'], string>> = {
  counts: 'approved',
  revoked: 'approved, and revoked it',
  expired: 'approved; expired',
  failed: 'attested that it fails',
  own: 'attested their own proposal, which does not count',
  program: 'is a service account, which does not count',
  'other-proposal': 'attested something else than this proposal',
}

function NeededLine({ view: { needed, open, missing, unseen } }: { view: ProposalView }) {
  if (needed.length === 0)
    return (
      <>
        {open > 0 && (
          <p className="text-muted">
            {unseen === 0 ? 'It' : count(open, 'unit')} can be written without an approval.
          </p>
        )}
        <UnseenLine unseen={unseen} />
      </>
    )
  return (
    <>
      {needed.map(({ condition, count: approvals, units }) => (
        <p key={condition}>
          {count(units, 'unit')} {units === 1 ? 'needs' : 'need'} {count(approvals, 'approval')} by others (
          <span className="mono text-xs">{condition}</span>).
        </p>
      ))}
      <p className={missing === 0 ? 'text-added' : 'text-attention'}>
        {missing === 0
          ? 'All of them are approved.'
          : `${count(missing, 'unit')} not approved yet. Whoever else may edit all of these units can approve; service accounts cannot.`}
      </p>
      <UnseenLine unseen={unseen} />
    </>
  )
}

function UnseenLine({ unseen }: { unseen: number }) {
  if (unseen === 0) return null
  return (
    <p className="text-attention">
      {count(unseen, 'unit')} {unseen === 1 ? 'is' : 'are'} gone, or you may not see{' '}
      {unseen === 1 ? 'it' : 'them'}: which approvals {unseen === 1 ? 'it needs' : 'they need'} is not known.
    </p>
  )
}
