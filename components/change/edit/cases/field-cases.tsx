'use client'

import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { CaseRow } from '#components/change/edit/cases/case-row.tsx'
import { unitsPerCase } from '#components/change/edit/cases/case-standing.ts'
import { type CaseDraft, type FieldDraft, withText } from '#components/change/edit/field-value.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/field/checkbox.tsx'
import { count } from '#lib/base/plural.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

type FieldCasesProps = {
  row: FieldDraft
  onChange: (next: (row: FieldDraft) => FieldDraft) => void
  /** Absent while they are not all known. */
  units: readonly ExtendedUnit[] | undefined
}

/** Values of one field that depend on the unit, in order: the first case that is for a unit counts. */
export function FieldCases({ row, onChange, units }: FieldCasesProps) {
  const { cases = [] } = row
  const counts = useMemo(() => units && unitsPerCase(row, units), [row, units])
  const another = useRef<HTMLButtonElement>(null)
  const [added, setAdded] = useState<string>()
  const setCases = (next: (cases: readonly CaseDraft[]) => readonly CaseDraft[]) =>
    onChange((current) => ({ ...current, cases: [...next(current.cases ?? [])] }))
  const add = () => {
    const id = crypto.randomUUID()
    setAdded(id)
    setCases((all) => [...all, { id, column: '', matches: '', text: '' }])
  }
  return (
    <div className="col-span-full flex min-w-0 flex-col gap-2">
      {cases.length > 0 && (
        <ol aria-label="Cases, the first that is for a unit counts" className="flex flex-col gap-2">
          {cases.map((each, index) => (
            <li key={each.id}>
              <CaseRow
                row={row}
                value={each}
                number={index + 1}
                isNew={each.id === added}
                units={units}
                standing={counts === undefined ? undefined : count(counts[index] ?? 0, 'unit')}
                onChange={(change) =>
                  setCases((all) => all.map((one) => (one.id === each.id ? { ...one, ...change } : one)))
                }
                onText={(text) => onChange((current) => withCaseText(current, each.id, text))}
                onUp={index === 0 ? undefined : () => setCases((all) => movedUp(all, index))}
                onRemove={() => {
                  another.current?.focus()
                  setCases((all) => all.filter(({ id }) => id !== each.id))
                }}
              />
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button ref={another} variant="quiet" size="sm" onPress={add}>
          <Plus aria-hidden size={14} />
          {cases.length === 0 ? 'Another value for some units' : 'Another case'}
        </Button>
        {cases.length > 0 && (
          <Checkbox
            isSelected={row.leavesOthers ?? false}
            onChange={(leavesOthers) => onChange((current) => ({ ...current, leavesOthers }))}
          >
            Leave the other units as they are
          </Checkbox>
        )}
        {cases.length > 0 && counts !== undefined && (
          <span className="text-muted text-xs">{`${count(counts.at(-1) ?? 0, 'unit')} elsewhere`}</span>
        )}
      </div>
    </div>
  )
}

/** The type follows what is typed in any of the values, until a person chooses it. */
function withCaseText(row: FieldDraft, id: string, text: string): FieldDraft {
  const { type } = withText(row, text)
  const cases = row.cases?.map((each) => (each.id === id ? { ...each, text } : each))
  return { ...row, type, ...(cases && { cases }) }
}

function movedUp(cases: readonly CaseDraft[], index: number): readonly CaseDraft[] {
  const [above, moved] = [cases[index - 1], cases[index]]
  return above && moved ? cases.with(index - 1, moved).with(index, above) : cases
}
