'use client'

import { ArrowUp } from 'lucide-react'
import { useRef } from 'react'
import { type Offered, offeredColumns, offeredValues } from '#components/change/edit/cases/case-standing.ts'
import { type CaseDraft, type FieldDraft, readFieldValue } from '#components/change/edit/field-value.ts'
import { RemoveRow } from '#components/change/edit/row-buttons.tsx'
import { Button } from '#components/ui/button.tsx'
import { SuggestField } from '#components/ui/field/suggest-field.tsx'
import { TextField } from '#components/ui/field/text-field.tsx'
import { conditionProblem } from '#lib/config/patch/field-cases.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

const none: readonly Offered[] = []

type CaseRowProps = {
  row: FieldDraft
  value: CaseDraft
  number: number
  /** It was added just now. */
  isNew: boolean
  /** Absent while they are not all known. */
  units: readonly ExtendedUnit[] | undefined
  standing: string | undefined
  onChange: (change: Partial<CaseDraft>) => void
  onText: (text: string) => void
  onUp: (() => void) | undefined
  onRemove: () => void
}

/** Which units a case is for, and the value for them. */
export function CaseRow({
  row,
  value,
  number,
  isNew,
  units = [],
  standing,
  onChange,
  onText,
  onUp,
  onRemove,
}: CaseRowProps) {
  const { column, matches, text } = value
  const box = useRef<HTMLFieldSetElement>(null)
  const read = readFieldValue({ ...row, text })
  const isNamed = column.trim() !== '' && matches.trim() !== ''
  const problem = isNamed ? conditionProblem({ column: column.trim(), matches }) : undefined
  return (
    <fieldset
      ref={box}
      tabIndex={-1}
      className="flex min-w-0 flex-col gap-1.5 border-line border-l-2 pl-2.5 outline-none"
    >
      <legend className="sr-only">Case {number}</legend>
      <div className="grid grid-cols-2 items-start gap-2">
        <SuggestField<Offered>
          label="Where"
          value={column}
          onChange={(next) => onChange({ column: next })}
          suggestions={none}
          find={(_, typed) => matching(offeredColumns(units), typed)}
          placeholder="Region"
          autoFocus={isNew}
          error={problem}
        />
        <SuggestField<Offered>
          label="is like"
          value={matches}
          onChange={(next) => onChange({ matches: next })}
          suggestions={none}
          find={(_, typed) => matching(offeredValues(units, column), lastOf(typed))}
          onTake={({ label }) => onChange({ matches: withLast(matches, label) })}
          placeholder="eu-*, uk-*"
          // It begins in the middle of a column that cuts off what is wider.
          listClass="right-0 left-auto w-64"
        />
      </div>
      <div className="flex items-start gap-1">
        <TextField
          label="Value"
          className="min-w-0 flex-1"
          isMono
          value={text}
          onChange={onText}
          error={text !== '' && !read.ok ? read.message : undefined}
        />
        <Button
          variant="quiet"
          size="icon-sm"
          className="mt-5"
          aria-label={`Move case ${number} up`}
          isDisabled={onUp === undefined}
          onPress={() => {
            // The first case has nowhere to go, so its button cannot keep the focus.
            if (number === 2) box.current?.focus()
            onUp?.()
          }}
        >
          <ArrowUp aria-hidden size={14} />
        </Button>
        <RemoveRow name={`case ${number}`} onRemove={onRemove} />
      </div>
      {standing !== undefined && <p className="text-muted text-xs">{standing}</p>}
    </fieldset>
  )
}

function matching<T extends { readonly label: string }>(all: readonly T[], typed: string): readonly T[] {
  const text = typed.trim().toLowerCase()
  const isWhole = all.some(({ label }) => label.toLowerCase() === text)
  return isWhole ? all : all.filter(({ label }) => label.toLowerCase().includes(text))
}

/** Of several patterns the one that is being typed. */
function lastOf(matches: string): string {
  return matches.slice(matches.lastIndexOf(',') + 1)
}

function withLast(matches: string, taken: string): string {
  const comma = matches.lastIndexOf(',')
  return comma < 0 ? taken : `${matches.slice(0, comma)}, ${taken}`
}
