'use client'

import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PatchSummary } from '#components/change/edit/patch-summary.tsx'
import { ProofBadge } from '#components/change/record/proof-badge.tsx'
import { withoutQuery } from '#components/change/record/without-query.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { failureOf } from '#components/ui/error/failure.ts'
import { Hash } from '#components/ui/hash.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord, ChangeSummary } from '#lib/change/record/change-record.ts'
import { ruleText } from '#lib/change/record/kept-rules.ts'
import { isGenuine, isTrusted } from '#lib/change/record/proof-schema.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { changeQuery } from '#lib/queries/changes.ts'
import { routes } from '#lib/url/routes.ts'

/** What the record says, apart from its units. */
export function ChangeFacts({ change, users }: { change: ChangeRecord; users: UsersById | undefined }) {
  const { where, whereData, resourceType, selection, patch } = change
  const hasPatch = patch !== undefined && patch.kind !== 'unreadable'
  return (
    <dl
      aria-label="Details of this change"
      className="flex flex-col gap-3 rounded-md border border-line bg-surface p-3 text-sm"
    >
      {!isTrusted(change.proof) && (
        <Fact name="Proof">
          <span className="text-attention">These details are claimed, not proven.</span>
        </Fact>
      )}
      <LinkedChanges name="Undone by" changes={change.undoneBy.filter(isBegun)} users={users} />
      <LinkedChanges
        name="Proposed to undo it"
        changes={change.undoneBy.filter(isOpenProposal)}
        users={users}
      />
      <LinkedChanges name="Resumed by" changes={change.continuedBy} users={users} />
      <LinkedChanges name="Taken up anew in" changes={change.anewBy ?? []} users={users} />
      {change.undoes !== '' && (
        <Fact name="Undoes">
          <OtherChange tagId={change.undoes} users={users} />
        </Fact>
      )}
      {change.continues !== '' && (
        <Fact name="Resumes">
          <OtherChange tagId={change.continues} users={users} />
        </Fact>
      )}
      {change.anew !== undefined && (
        <Fact name="Takes up anew what others changed of">
          <OtherChange tagId={change.anew} users={users} />
        </Fact>
      )}
      <Fact name="Patch">
        <PatchSummary patch={patch} className="rounded-md bg-sunken px-2 py-1.5" />
        {change.isPatchMasked && hasPatch && isGenuine(change.proof) && (
          <p className="mt-1 text-muted text-xs">
            Without its secrets: the record keeps a keyed hash of the whole patch instead.
          </p>
        )}
      </Fact>
      <Fact name="Query">
        {where === '' && whereData === '' ? (
          <span className="text-muted">{withoutQuery(selection)}</span>
        ) : (
          <span className="flex flex-col items-start gap-1">
            <span className="mono max-h-40 overflow-y-auto break-words text-xs">
              {[where, whereData && `${whereData} (in ${resourceType || 'any resource'})`]
                .filter(Boolean)
                .join('\n')}
            </span>
            <Link
              href={routes.units({ where, data: whereData, type: resourceType })}
              className={buttonClass('quiet', 'sm', '-ml-2')}
            >
              <ListFilter aria-hidden size={14} />
              Units it matches now
            </Link>
          </span>
        )}
      </Fact>
      {!isOpenProposal(change) && (
        <Fact name="Approval rules">
          <RuleLines change={change} />
        </Fact>
      )}
      <Fact name="Record">
        <span className="mono break-words text-xs">
          {change.SpaceSlug}/{change.Slug}
        </span>
      </Fact>
      {change.sealHash !== '' && (
        <Fact name="Seal">
          <span className="flex flex-col">
            {change.sealHash.split(' ').map((hash) => (
              <Hash key={hash} value={hash} length={16} />
            ))}
          </span>
        </Fact>
      )}
    </dl>
  )
}

function RuleLines({ change: { rules, withoutRule = 0 } }: { change: ChangeRecord }) {
  if (rules === undefined)
    return <span className="text-muted">Not recorded: how many approvals its units needed is not known.</span>
  return (
    <ul className="flex flex-col gap-1">
      {rules.map((rule) => (
        <li key={ruleText(rule)} className="break-words first-letter:uppercase">
          {ruleText(rule)}
        </li>
      ))}
      {withoutRule > 0 && (
        <li className="text-muted">
          Not recorded of {count(withoutRule, 'written unit')}: how many approvals they needed is not known.
        </li>
      )}
    </ul>
  )
}

function isBegun(change: ChangeSummary): boolean {
  return !isOpenProposal(change)
}

function LinkedChanges({
  name,
  changes,
  users,
}: {
  name: string
  changes: readonly ChangeSummary[]
  users: UsersById | undefined
}) {
  if (changes.length === 0) return null
  return (
    <Fact name={name}>
      <ul className="flex flex-col gap-1">
        {changes.map((change) => (
          <li key={change.TagID}>
            <ChangeLink change={change} users={users} />
          </li>
        ))}
      </ul>
    </Fact>
  )
}

function OtherChange({ tagId, users }: { tagId: string; users: UsersById | undefined }) {
  const change = useQuery(changeQuery(tagId))
  if (change.data) return <ChangeLink change={change.data} users={users} />
  return (
    <>
      <span className="mono text-muted text-xs">{tagId}</span>
      {change.isError && (
        <span className="block text-muted text-xs">Not read: {failureOf(change.error).message}</span>
      )}
    </>
  )
}

function ChangeLink({ change, users }: { change: ChangeSummary; users: UsersById | undefined }) {
  return (
    <>
      <Link
        href={routes.change(change.SpaceID, change.TagID)}
        className="break-words text-accent underline-offset-2 hover:underline"
      >
        {visibleText(change.reason) || change.Slug}
      </Link>{' '}
      <span className="text-muted text-xs">
        {userName(change.author, users)}, <Time at={change.CreatedAt} />
      </span>{' '}
      <ProofBadge proof={change.proof} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-0.5 text-muted text-xs">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
