'use client'

import { useRouter } from 'next/navigation'
import { classNames } from '#components/ui/class-names.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { Comparison } from '#components/unit/comparison.tsx'
import { Identity } from '#components/unit/identity.tsx'
import { PartSwitch, partClass } from '#components/unit/parts.tsx'
import { Timeline } from '#components/unit/timeline.tsx'
import { UnitDocument } from '#components/unit/unit-document.tsx'
import { UnitHeader } from '#components/unit/unit-header.tsx'
import { type UnitPlace, useUnitPlace } from '#components/unit/use-unit-place.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { routes } from '#lib/url/routes.ts'

/** Shared with the skeleton, so that nothing moves when the unit arrives. */
export const columnsClass =
  'grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[17rem_minmax(0,1fr)_25rem] 2xl:grid-cols-[20rem_minmax(0,1fr)_30rem]'

/** Identity, document and timeline: side by side where there is room. */
export function UnitColumns({
  unit,
  space,
  staleError,
  onRetry,
}: {
  unit: ExtendedUnit
  space: string
  /** The unit was loaded before, and refreshing it failed. */
  staleError: unknown
  onRetry: () => void
}) {
  const router = useRouter()
  const { UnitID, Slug, HeadRevisionNum: head = 1 } = unit.Unit
  const name = `${space}/${Slug}`
  const place = useUnitPlace(head)
  const { tab, pair } = place
  useUnitKeys(place, (patch) => router.push(routes.newChange({ units: [UnitID], patch })))
  return (
    <div className="flex flex-col lg:h-full">
      <UnitHeader unit={unit} space={space} />
      <PartSwitch tab={tab} isComparing={pair !== undefined} onChange={place.showTab} />
      {staleError ? (
        <ErrorPanel
          form="banner"
          className="mx-4 mt-3 shrink-0"
          error={staleError}
          title="What you see may be out of date"
          onRetry={onRetry}
        />
      ) : null}
      <div className={columnsClass}>
        <Identity
          unit={unit}
          className={classNames('border-line lg:overflow-y-auto xl:border-r', partClass.about(tab))}
        />
        <section
          aria-label={pair ? 'Comparison' : 'Document'}
          className={classNames(
            'flex min-h-0 min-w-0 flex-col p-3 lg:overflow-y-auto',
            partClass.document(tab),
          )}
        >
          {pair ? (
            <Comparison unit={unit.Unit} name={name} {...pair} onStep={place.step} onClose={place.showHead} />
          ) : (
            <UnitDocument unit={unit} name={name} place={place} />
          )}
        </section>
        <Timeline
          unit={unit}
          place={place}
          className={classNames('border-line lg:overflow-y-auto lg:border-l', partClass.timeline(tab))}
        />
      </div>
    </div>
  )
}

function useUnitKeys(place: UnitPlace, onChange: (patch: 'document' | null) => void): void {
  useKeys('Unit', [
    { keys: 'c', label: 'Change this unit', isAction: true, run: () => onChange(null) },
    { keys: 'd', label: 'Edit the document of this unit', isAction: true, run: () => onChange('document') },
    { keys: 'j', label: 'What the revision before changed', run: () => place.step(-1) },
    { keys: 'k', label: 'What the revision after changed', run: () => place.step(1) },
    {
      keys: 'b',
      label: 'Blame: which revision set each line',
      when: () => place.pair === undefined,
      isAction: true,
      run: place.toggleBlame,
    },
    {
      keys: 'Escape',
      label: 'Back to the document at the head',
      when: () => !place.isAtHead,
      run: place.showHead,
    },
  ])
}
