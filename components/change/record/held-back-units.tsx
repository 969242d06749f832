import { LostUnit, UnitLink } from '#components/change/record/unit-name.tsx'
import { UnitLines } from '#components/ui/lines/unit-lines.tsx'
import { count } from '#lib/base/plural.ts'
import type { ChangeRecord, HeldBackUnit } from '#lib/change/record/change-record.ts'
import { type HeldBackReason, heldBackReasons } from '#lib/change/record/held-back.ts'

const words: Readonly<Record<HeldBackReason, string>> = {
  excluded: 'excluded',
  override: 'not included: local override',
  consent: 'without consent',
  refused: 'ConfigHub would refuse it',
  unchanged: 'not changed by the patch',
}

/** What the preview had besides: nobody has to wonder whether a unit was forgotten. */
export function HeldBackUnits({ change }: { change: Pick<ChangeRecord, 'heldBack' | 'moreUnchanged'> }) {
  const { heldBack, moreUnchanged } = change
  const total = heldBack.length + moreUnchanged
  if (total === 0) return null
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="figures cursor-pointer px-3 py-2 text-sm">
        {count(total, 'unit')} of the preview {total === 1 ? 'was' : 'were'} left out:{' '}
        <span className="text-muted">{summaryOf(heldBack, moreUnchanged)}</span>
      </summary>
      <UnitLines
        label="Units that were left out"
        items={heldBack}
        className="max-h-80 rounded-none border-0 border-t"
      >
        {(unit) => <Line held={unit} />}
      </UnitLines>
      {moreUnchanged > 0 && (
        <p className="figures border-line border-t px-3 py-1.5 text-muted text-xs">
          {count(moreUnchanged, 'more unit')} that the patch did not change{' '}
          {moreUnchanged === 1 ? 'is' : 'are'} only counted.
        </p>
      )}
    </details>
  )
}

function Line({ held: { UnitID, unit, why } }: { held: HeldBackUnit }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 px-3 py-1 text-sm">
      {unit === undefined ? <LostUnit UnitID={UnitID} /> : <UnitLink unit={unit} />}
      <span className="shrink-0 text-muted text-xs">{words[why]}</span>
    </div>
  )
}

function summaryOf(heldBack: readonly HeldBackUnit[], moreUnchanged: number): string {
  return heldBackReasons
    .map((reason) => {
      const units = heldBack.filter(({ why }) => why === reason).length
      return [reason === 'unchanged' ? units + moreUnchanged : units, words[reason]] as const
    })
    .flatMap(([units, text]) => (units === 0 ? [] : `${units.toLocaleString('en')} ${text}`))
    .join(', ')
}
