'use client'

import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PatchSummary } from '#components/change/patch-summary.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Hash } from '#components/ui/hash.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ChangeRecord, ChangeSummary } from '#lib/change/record.ts'
import { changeByTagQuery } from '#lib/queries/change-by-tag.ts'
import { routes } from '#lib/url/routes.ts'

/** What the record says beside its units. */
export function ChangeFacts({ change }: { change: ChangeRecord }) {
  const { where, whereData, resourceType } = change
  return (
    <dl
      aria-label="Facts of this change"
      className="flex flex-col gap-3 rounded-md border border-line bg-surface p-3 text-sm"
    >
      {change.undoneBy.length > 0 && (
        <Fact name="Taken back by">
          <ul>
            {change.undoneBy.map((undo) => (
              <li key={undo.TagID}>
                <ChangeLink change={undo} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {change.undoes !== '' && (
        <Fact name="Takes back">
          <UndoneChange tagId={change.undoes} />
        </Fact>
      )}
      <Fact name="Patch">
        <PatchSummary patch={change.patch} className="rounded-md bg-sunken px-2 py-1.5" />
      </Fact>
      <Fact name="Query">
        {where === '' && whereData === '' ? (
          <span className="text-muted">Units picked one by one</span>
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
      <Fact name="Record">
        <span className="mono break-words text-xs">
          {change.SpaceSlug}/{change.Slug}
        </span>
      </Fact>
      {change.sealHash !== '' && (
        <Fact name="Seal">
          <Hash value={change.sealHash} length={16} />
        </Fact>
      )}
    </dl>
  )
}

function UndoneChange({ tagId }: { tagId: string }) {
  const change = useQuery(changeByTagQuery(tagId))
  if (change.data) return <ChangeLink change={change.data} />
  return <span className="mono text-muted text-xs">{tagId}</span>
}

function ChangeLink({ change }: { change: ChangeSummary }) {
  return (
    <>
      <Link
        href={routes.change(change.SpaceID, change.TagID)}
        className="break-words text-accent underline-offset-2 hover:underline"
      >
        {change.reason || change.Slug}
      </Link>{' '}
      <Time at={change.CreatedAt} className="text-muted text-xs" />
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
