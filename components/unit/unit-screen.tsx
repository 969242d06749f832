'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { Identity } from '#components/unit/identity.tsx'
import { RevisionPairDiff } from '#components/unit/revision-pair-diff.tsx'
import { Timeline } from '#components/unit/timeline.tsx'
import { UnitDocument } from '#components/unit/unit-document.tsx'
import { UnitHeader } from '#components/unit/unit-header.tsx'
import { UnitSkeleton } from '#components/unit/unit-skeleton.tsx'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { unitQuery } from '#lib/queries/units.ts'
import { routes } from '#lib/url/routes.ts'
import { unitSearch } from '#lib/url/search-params.ts'

/** One unit: what it is, what it says, and how it came to say it. */
export function UnitScreen({ space, unit: slug }: { space: string; unit: string }) {
  const unit = useQuery(unitQuery(space, slug))
  if (unit.isPending) return <UnitSkeleton space={space} unit={slug} />
  if (unit.data === undefined) {
    return (
      <ErrorPanel
        error={unit.error}
        title={`${space}/${slug} cannot be shown`}
        onRetry={() => void unit.refetch()}
      />
    )
  }
  return (
    <Columns unit={unit.data} space={space} staleError={unit.error} onRetry={() => void unit.refetch()} />
  )
}

function Columns({
  unit,
  space,
  staleError,
  onRetry,
}: {
  unit: ExtendedUnit
  space: string
  /** The unit was read before, and now it could not be. */
  staleError: unknown
  onRetry: () => void
}) {
  const router = useRouter()
  const [{ from, to, revision }, setSearch] = useQueryStates(unitSearch, { history: 'push' })
  const { UnitID, SpaceID, Slug } = unit.Unit
  const name = `${space}/${Slug}`
  const isComparing = from !== null && to !== null
  useKeys('Unit', [
    {
      keys: 'c',
      label: 'Change this unit',
      isAction: true,
      run: () => router.push(routes.newChange({ units: [UnitID] })),
    },
    {
      keys: 'Escape',
      label: 'Back to the document',
      when: () => isComparing || revision !== null,
      run: () => void setSearch({ from: null, to: null, revision: null }),
    },
  ])
  return (
    <div className="flex flex-col xl:h-full">
      <UnitHeader unit={unit} space={space} />
      {staleError ? (
        <ErrorPanel
          form="banner"
          className="mx-4 mt-3"
          error={staleError}
          title="What you see may be old"
          onRetry={onRetry}
        />
      ) : null}
      <div className="grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[17rem_minmax(0,1fr)_25rem] 2xl:grid-cols-[20rem_minmax(0,1fr)_30rem]">
        <Identity
          unit={unit}
          className="border-line max-xl:border-b lg:max-xl:col-span-2 xl:overflow-y-auto xl:border-r"
        />
        <section
          aria-label={isComparing ? 'Comparison' : 'Document'}
          className="flex min-h-0 min-w-0 flex-col p-3"
        >
          {isComparing ? (
            <RevisionPairDiff
              spaceId={SpaceID}
              unitId={UnitID}
              label={name}
              from={from}
              to={to}
              className="h-[60vh] xl:h-[calc(100dvh-13rem)]"
            />
          ) : (
            <UnitDocument
              unit={unit}
              name={name}
              revisionNum={revision}
              onHead={() => void setSearch({ revision: null })}
            />
          )}
        </section>
        <Timeline
          unit={unit}
          compared={[from, to].filter((each) => each !== null)}
          shown={revision}
          onCompare={(pair) => void setSearch({ from: pair[0] ?? null, to: pair[1] ?? null, revision: null })}
          onShow={(num) => void setSearch({ from: null, to: null, revision: num })}
          className="border-line max-lg:border-t lg:border-l xl:overflow-y-auto"
        />
      </div>
    </div>
  )
}
