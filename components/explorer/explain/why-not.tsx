'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type NamedUnit, UnitField } from '#components/explorer/explain/unit-field.tsx'
import type { PlaceOf } from '#components/explorer/explain/unit-place.ts'
import { VerdictTable } from '#components/explorer/explain/verdict-table.tsx'
import { textsOf } from '#components/query/explain/asked-fields.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { Button } from '#components/ui/button.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'
import { whyNotQuery } from '#lib/queries/explain.ts'
import type { WhyNot as Answer } from '#lib/rows/explain-wire.ts'
import { rowsCap } from '#lib/rows/rows-asked.ts'

type VerdictProps = {
  readonly query: QueryFields
  /** More units match than have rows. */
  readonly isTruncated: boolean
  readonly placeOf: PlaceOf
  /** Its row is about to be shown. */
  readonly onShow: () => void
}

/** Asks for one unit why it is here or not. */
export function WhyNot(props: VerdictProps) {
  const [unit, setUnit] = useState<NamedUnit>()
  return (
    <section aria-label="One unit" className="flex flex-col gap-1.5">
      <h2 className="font-semibold">Why is a unit here, or not?</h2>
      <UnitField onPick={setUnit} />
      {unit !== undefined && <UnitVerdict key={unit.id} unit={unit} {...props} />}
    </section>
  )
}

function UnitVerdict({ query, isTruncated, unit, placeOf, onShow }: VerdictProps & { unit: NamedUnit }) {
  const why = useQuery(whyNotQuery(textsOf(query), unit.id))
  const place = placeOf(unit.id)
  if (why.isPending) return <SkeletonLines lines={4} />
  if (why.isError) return <QueryError query={why} />
  return (
    <>
      <p role="status" className="flex min-h-7 flex-wrap items-center gap-2">
        {sentenceOf(why.data, place?.line, isTruncated)}
        {place && (
          <Button
            size="sm"
            onPress={() => {
              onShow()
              place.show()
            }}
          >
            Show it
          </Button>
        )}
      </p>
      {why.data.parts.length > 0 && <VerdictTable parts={why.data.parts} />}
    </>
  )
}

function sentenceOf(
  { unit, isSelected, parts }: Answer,
  line: number | undefined,
  isTruncated: boolean,
): string {
  if (unit === undefined) return 'You may not see it, or it does not exist.'
  if (line !== undefined) {
    const here = line < 0 ? 'It is here, in a closed group.' : `It is here, in row ${line + 1}.`
    return isSelected === false ? `${here} It no longer matches: the rows were read before that.` : here
  }
  if (isSelected === undefined) return 'Whether the query selects it is not known.'
  if (unit.hidden !== undefined)
    return `It is hidden (${unit.hidden}), and lists leave hidden units out unless they are named.`
  if (isSelected && isTruncated)
    return `It matches, and has no row: the rows were read before that, or it is beyond the first ${rowsCap.toLocaleString('en')} rows.`
  if (isSelected) return 'It matches now, and has no row yet: the rows were read before that. Refresh them.'
  if (parts.every(({ verdict }) => verdict === 'true'))
    return 'It is not here: each condition on content holds on some resource, but no resource fulfils all of them.'
  return 'It is not here, because of what is marked below.'
}
