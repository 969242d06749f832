'use client'

import { useQuery } from '@tanstack/react-query'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { failureOf } from '#components/ui/error/failure.ts'
import { NoSuchUnit } from '#components/unit/no-such-unit.tsx'
import { UnitColumns } from '#components/unit/unit-columns.tsx'
import { UnitSkeleton } from '#components/unit/unit-skeleton.tsx'
import { unitQuery } from '#lib/queries/units.ts'

/** One unit: its facts, its document and its history. */
export function UnitScreen({ space, unit: slug }: { space: string; unit: string }) {
  const unit = useQuery(unitQuery(space, slug))
  if (unit.isPending) return <UnitSkeleton space={space} unit={slug} />
  const { status, code } = failureOf(unit.error)
  if (status === 404 && code !== 'not-offered') return <NoSuchUnit space={space} unit={slug} />
  if (unit.data === undefined) {
    return (
      <div className="p-4">
        <h1 className="sr-only">
          {space}/{slug}
        </h1>
        <ErrorPanel
          error={unit.error}
          title={`${space}/${slug} cannot be shown`}
          onRetry={() => void unit.refetch()}
        />
      </div>
    )
  }
  return (
    <UnitColumns unit={unit.data} space={space} staleError={unit.error} onRetry={() => void unit.refetch()} />
  )
}
