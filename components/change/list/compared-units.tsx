import type { ComparedUnit, ComparedUnits } from '#components/change/list/compare-units.ts'
import { UnitLink } from '#components/change/record/unit-name.tsx'
import { UnitLines } from '#components/ui/lines/unit-lines.tsx'
import { count } from '#lib/base/plural.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'

const words: Readonly<Record<ChangedUnit['state'], string>> = {
  written: 'written',
  'moved-on': 'written, changed since',
  elsewhere: 'written under another record',
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
      <UnitLines label="Units of A and B" items={units} className="max-h-[60vh]">
        {(unit) => <Line compared={unit} />}
      </UnitLines>
    </section>
  )
}

function Line({ compared: { UnitID, unit, a, b } }: { compared: ComparedUnit }) {
  return (
    <div className="grid grid-cols-2 gap-x-3 px-3 py-1 text-sm md:grid-cols-[minmax(0,1fr)_12rem_12rem]">
      {unit === undefined ? (
        <span className="mono truncate max-md:col-span-2">{UnitID}</span>
      ) : (
        <UnitLink unit={unit} className="mono truncate max-md:col-span-2" />
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
