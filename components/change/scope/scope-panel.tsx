'use client'

import { CircleAlert, ListFilter } from 'lucide-react'
import Link from 'next/link'
import type { Scope } from '#components/change/scope/scope.ts'
import { Badge } from '#components/ui/badge.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { isProtected } from '#components/ui/environment.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { count } from '#lib/base/plural.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { routes } from '#lib/url/routes.ts'

/** Which units, as a count and as a query; a wrong count is how people notice mistakes. */
export function ScopePanel({
  scope,
  units,
  isLoading,
  isTruncated,
  isSettled,
}: {
  scope: Scope
  /** Absent while they are not known. */
  units: readonly ExtendedUnit[] | undefined
  isLoading: boolean
  isTruncated: boolean
  /** The units follow from an earlier change and cannot be chosen. */
  isSettled: boolean
}) {
  const places = (units ?? []).map(({ Unit, Space }) => Space ?? { Slug: Unit.SpaceSlug ?? '' })
  const spaces = new Set(places.map((place) => place.Slug)).size
  const protectedUnits = places.filter((place) => isProtected(dimensionsOf(place).environment)).length
  return (
    <div className="flex flex-col gap-2">
      {isLoading && <Skeleton className="h-6 w-48" />}
      {units && (
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="figures">
            {isTruncated ? 'More than ' : ''}
            {count(units.length, 'unit')} in {count(spaces, 'space')}
          </span>
          {protectedUnits > 0 && <Badge tone="prod">{protectedUnits} in prod</Badge>}
        </p>
      )}
      {!isSettled && <Query scope={scope} />}
    </div>
  )
}

function Query({ scope }: { scope: Scope }) {
  const computed = scope.kind === 'units' ? (scope.computed ?? '') : ''
  const search = {
    where: scope.where,
    data: scope.whereData ?? '',
    type: scope.resourceType ?? '',
    computed,
  }
  const isEverything = scope.kind === 'query' && scope.where.trim() === '' && scope.whereData.trim() === ''
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1 text-xs">
        {scope.kind === 'units' && (
          <p className="text-muted">
            Picked one by one
            {scope.where.trim() === '' && computed === '' ? '' : ' from what this query matched:'}
          </p>
        )}
        {isEverything && (
          <p className="flex items-center gap-1.5 text-attention">
            <CircleAlert aria-hidden size={13} className="shrink-0" />
            No query: every unit you can see
          </p>
        )}
        {search.where.trim() !== '' && <QueryText text={search.where} />}
        {search.data.trim() !== '' && (
          <QueryText text={`${search.data}  (in ${search.type || 'any resource'})`} />
        )}
        {computed !== '' && <QueryText text={`${computed}  (computed in the explorer, not again here)`} />}
      </div>
      <Link href={routes.units(search)} className={buttonClass('quiet', 'sm')}>
        <ListFilter aria-hidden size={14} />
        {scope.kind === 'units' ? 'Pick again' : 'Edit query'}
      </Link>
    </div>
  )
}

function QueryText({ text }: { text: string }) {
  return <p className="mono mt-0.5 max-h-24 overflow-y-auto break-words text-ink">{text}</p>
}
