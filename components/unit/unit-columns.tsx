'use client'

import { useRouter } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { classNames } from '#components/ui/class-names.ts'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { useKeys } from '#components/ui/keys.ts'
import { Comparison } from '#components/unit/comparison.tsx'
import { Identity } from '#components/unit/identity.tsx'
import { PartSwitch, partClass } from '#components/unit/parts.tsx'
import { stepFrom } from '#components/unit/ticks.ts'
import { Timeline } from '#components/unit/timeline.tsx'
import { UnitDocument } from '#components/unit/unit-document.tsx'
import { UnitHeader } from '#components/unit/unit-header.tsx'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { routes } from '#lib/url/routes.ts'
import { unitSearch } from '#lib/url/search-params.ts'

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
  const [{ tab, from, to, revision, blame }, setSearch] = useQueryStates(unitSearch, { history: 'push' })
  const { UnitID, Slug, HeadRevisionNum: head = 1 } = unit.Unit
  const name = `${space}/${Slug}`
  const isComparing = from !== null && to !== null
  const showDocument = (num: number | null) =>
    void setSearch({ from: null, to: null, revision: num, tab: 'data' })
  const showHead = () => showDocument(null)
  const showDiff = (num: number) => void setSearch({ from: num - 1, to: num, revision: null, tab: 'compare' })
  const step = (by: -1 | 1) => showDiff(stepFrom(to ?? revision, by, head))
  // Replaces the history entry, so that going back leads to the page before.
  const toggleBlame = () => void setSearch({ blame: !blame, tab: 'data' }, { history: 'replace' })
  useUnitKeys({
    isComparing,
    isAtHead: from === null && to === null && revision === null,
    onChange: (patch) => router.push(routes.newChange({ units: [UnitID], patch })),
    onStep: step,
    onBlame: toggleBlame,
    onHead: showHead,
  })
  return (
    <div className="flex flex-col lg:h-full">
      <UnitHeader unit={unit} space={space} />
      <PartSwitch tab={tab} isComparing={isComparing} onChange={(next) => void setSearch({ tab: next })} />
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
          aria-label={isComparing ? 'Comparison' : 'Document'}
          className={classNames(
            'flex min-h-0 min-w-0 flex-col p-3 lg:overflow-y-auto',
            partClass.document(tab),
          )}
        >
          {isComparing ? (
            <Comparison unit={unit.Unit} name={name} from={from} to={to} onStep={step} onClose={showHead} />
          ) : (
            <UnitDocument
              unit={unit}
              name={name}
              revisionNum={revision}
              isBlamed={blame}
              onBlame={toggleBlame}
              onHead={showHead}
              onDiff={showDiff}
            />
          )}
        </section>
        <Timeline
          unit={unit}
          compared={[from, to].filter((each) => each !== null)}
          shown={revision}
          onCompare={(pair) => void setSearch({ from: pair[0] ?? null, to: pair[1] ?? null, revision: null })}
          onShow={showDocument}
          onDiff={showDiff}
          onShowComparison={() => void setSearch({ tab: 'compare' })}
          className={classNames('border-line lg:overflow-y-auto lg:border-l', partClass.timeline(tab))}
        />
      </div>
    </div>
  )
}

function useUnitKeys({
  isComparing,
  isAtHead,
  onChange,
  onStep,
  onBlame,
  onHead,
}: {
  isComparing: boolean
  isAtHead: boolean
  onChange: (patch: 'document' | null) => void
  onStep: (by: -1 | 1) => void
  onBlame: () => void
  onHead: () => void
}): void {
  useKeys('Unit', [
    { keys: 'c', label: 'Change this unit', isAction: true, run: () => onChange(null) },
    { keys: 'd', label: 'Edit the document of this unit', isAction: true, run: () => onChange('document') },
    { keys: 'j', label: 'What the revision before changed', run: () => onStep(-1) },
    { keys: 'k', label: 'What the revision after changed', run: () => onStep(1) },
    {
      keys: 'b',
      label: 'Blame: which revision set each line',
      when: () => !isComparing,
      isAction: true,
      run: onBlame,
    },
    { keys: 'Escape', label: 'Back to the document at the head', when: () => !isAtHead, run: onHead },
  ])
}
