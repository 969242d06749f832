import Link from 'next/link'
import type { ComparedUnit, ComparedUnits } from '#components/change/list/compare-units.ts'
import { VirtualLines } from '#components/ui/virtual-lines.tsx'
import { count } from '#lib/base/plural.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import { routes } from '#lib/url/routes.ts'

const words: Readonly<Record<ChangedUnit['state'], string>> = {
  written: 'written',
  'moved-on': 'written, changed since',
  'not-written': 'not written',
  unproven: 'not proven',
}

/** Each unit of either change with what became of it in both. */
export function ComparedUnitList({ compared }: { compared: ComparedUnits }) {
  const { units, onlyA, onlyB, both, different } = compared
  return (
    <section aria-label="Units" className="flex flex-col gap-2">
      <p className="figures text-sm">
        {count(both, 'unit')} in both
        {different > 0 && `, ${different.toLocaleString('en')} written by one of them only`};{' '}
        {onlyA.toLocaleString('en')} only in A, {onlyB.toLocaleString('en')} only in B.
      </p>
      <VirtualLines
        label="Units of A and B"
        items={units}
        keyOf={({ UnitID }) => UnitID}
        lineHeight={32}
        className="max-h-[60vh]"
      >
        {(unit) => <Line compared={unit} />}
      </VirtualLines>
    </section>
  )
}

function Line({ compared: { UnitID, unit, a, b } }: { compared: ComparedUnit }) {
  return (
    <div className="grid grid-cols-2 gap-x-3 px-3 py-1 text-sm md:grid-cols-[minmax(0,1fr)_12rem_12rem]">
      {unit === undefined ? (
        <span className="mono truncate max-md:col-span-2">{UnitID}</span>
      ) : (
        <Link
          href={routes.unit(unit.SpaceSlug, unit.Slug)}
          prefetch={false}
          className="mono truncate underline-offset-2 hover:underline max-md:col-span-2"
        >
          <span className="text-muted">{unit.SpaceSlug}/</span>
          {unit.Slug}
        </Link>
      )}
      <Side name="A" state={a} />
      <Side name="B" state={b} />
    </div>
  )
}

function Side({ name, state }: { name: string; state: ChangedUnit['state'] | undefined }) {
  return (
    <span className={state === undefined ? 'text-faint text-xs' : 'text-xs'}>
      <span className="text-muted">{name}:</span> {state === undefined ? 'not part of it' : words[state]}
    </span>
  )
}
