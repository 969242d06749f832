'use client'

import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { usablePatch } from '#components/change/record/usable-patch.ts'
import { keepPick } from '#components/query/picked-units.ts'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { count } from '#lib/base/plural.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { NamedUnit, ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { proposalNewsQuery } from '#lib/queries/proposals/proposals.ts'
import { routes } from '#lib/url/routes.ts'

/** What happened around a proposal since it was made. Says nothing where nothing did. */
export function ProposalNewsPart({ change, users }: { change: ChangeRecord; users: UsersById | undefined }) {
  const { data, isError, error, refetch } = useQuery(proposalNewsQuery(change.TagID))
  if (isError && data === undefined)
    return (
      <ErrorPanel
        form="banner"
        error={error}
        title="What happened since could not be read"
        onRetry={() => void refetch()}
      />
    )
  if (data === undefined) return <p className="text-muted text-sm">Asking the query again…</p>
  return (
    <section aria-label="Since it was proposed" className="flex flex-col gap-1.5 text-sm">
      <Matches matches={data.matches} change={change} />
      <Overlaps news={data} users={users} />
    </section>
  )
}

function Matches({ matches, change }: { matches: ProposalNews['matches']; change: ChangeRecord }) {
  if (matches.kind === 'picked') return null
  if (matches.kind === 'unknown')
    return <p className="text-muted">What its query selects now is not known. {matches.why}</p>
  const { gained, moreGained, lost } = matches
  return (
    <>
      {gained === undefined && (
        <p className="text-muted">
          Whether its query selects new units is not known: the record does not name every unit that was
          previewed.
        </p>
      )}
      {gained?.length === 0 && lost.length === 0 && (
        <p className="text-muted">Its query selects the same units as then.</p>
      )}
      {gained !== undefined && gained.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <p className="min-w-0 text-attention">
            {count(gained.length + moreGained, 'unit')}{' '}
            {gained.length + moreGained === 1 ? 'matches' : 'match'} its query now and{' '}
            {gained.length + moreGained === 1 ? 'is' : 'are'} not in it: <Names units={gained} />
          </p>
          {moreGained === 0 && <PreviewThese units={gained} change={change} />}
        </div>
      )}
      {lost.length > 0 && (
        <p className="text-attention">
          {count(lost.length, 'unit')} of it no longer {lost.length === 1 ? 'matches' : 'match'} its query,
          and {lost.length === 1 ? 'is' : 'are'} still written with the others: <Names units={lost} />
        </p>
      )}
    </>
  )
}

function PreviewThese({ units, change }: { units: readonly NamedUnit[]; change: ChangeRecord }) {
  const router = useRouter()
  if (usablePatch(change) === undefined) return null
  const open = () => {
    const pick = keepPick({ unitIds: units.map(({ UnitID }) => UnitID) })
    router.push(routes.newChange({ use: change.TagID, pick }))
  }
  return (
    <Button size="sm" onPress={open}>
      <Eye aria-hidden size={14} />
      Preview {units.length === 1 ? 'it' : 'these'} alone
    </Button>
  )
}

const maxNames = 5

function Names({ units }: { units: readonly NamedUnit[] }) {
  return (
    <span className="mono text-xs [overflow-wrap:anywhere]">
      {units
        .slice(0, maxNames)
        .map(({ SpaceSlug, Slug }) => `${SpaceSlug}/${Slug}`)
        .join(', ')}
      {units.length > maxNames && ' …'}
    </span>
  )
}

function Overlaps({
  news: { overlaps, hasMoreProposals },
  users,
}: {
  news: ProposalNews
  users: UsersById | undefined
}) {
  return (
    <>
      {overlaps.length > 0 && (
        <ul aria-label="Overlapping proposals" className="flex flex-col gap-1">
          {overlaps.map(({ TagID, SpaceID, reason, author, units, paths }) => (
            <li key={TagID} className="[overflow-wrap:anywhere]">
              Overlaps with{' '}
              <Link href={routes.change(SpaceID, TagID)} className="text-accent underline underline-offset-2">
                {visibleText(reason)}
              </Link>{' '}
              by {userName(author, users)}: {count(units, 'unit')}, <SharedPaths paths={paths} />
            </li>
          ))}
        </ul>
      )}
      {overlaps.length > 0 && (
        <p className="text-muted">
          Once one is written, the other may have to be proposed anew for the units that both have.
        </p>
      )}
      {hasMoreProposals && (
        <p className="text-muted">
          There are more open proposals than were compared, so others may overlap as well.
        </p>
      )}
    </>
  )
}

function SharedPaths({ paths }: { paths: readonly string[] | undefined }) {
  if (paths === undefined) return 'which paths is not known.'
  if (paths.length === 0) return 'at other paths.'
  return <span className="mono text-xs">{paths.join(', ')}</span>
}
