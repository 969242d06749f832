import Link from 'next/link'
import { unitNameClass } from '#components/change/record/unit-name-class.ts'
import { VirtualLines } from '#components/ui/virtual-lines.tsx'
import { count } from '#lib/base/plural.ts'
import type { ChangeRecord, HeldBackUnit } from '#lib/change/record/change-record.ts'
import { type HeldBackReason, heldBackReasons } from '#lib/change/record/held-back.ts'
import { routes } from '#lib/url/routes.ts'

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
      <VirtualLines
        label="Units that were left out"
        items={heldBack}
        keyOf={({ UnitID }) => UnitID}
        lineHeight={32}
        className="max-h-80 rounded-none border-0 border-t"
      >
        {(unit) => <Line held={unit} />}
      </VirtualLines>
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
      {unit === undefined ? (
        <span className={unitNameClass}>
          {UnitID} <span className="text-muted">(deleted, or not visible to you)</span>
        </span>
      ) : (
        <Link
          href={routes.unit(unit.SpaceSlug, unit.Slug)}
          prefetch={false}
          className={`${unitNameClass} underline-offset-2 hover:underline`}
        >
          <span className="text-muted">{unit.SpaceSlug}/</span>
          {unit.Slug}
        </Link>
      )}
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
