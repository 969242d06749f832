'use client'

import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Popover, PopoverTrigger } from '#components/ui/overlay/popover.tsx'
import { count as counted } from '#lib/base/plural.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'
import type { ComputedOutcome } from '#lib/rows/rows-wire.ts'
import { routes } from '#lib/url/routes.ts'

const figures = new Intl.NumberFormat('en-GB')

/** What the rows were computed from, and the units of which it is unknown whether they belong to them. */
export function ComputedLine({
  answer: { computed, question },
  isOver,
}: {
  answer: RowsAnswer
  /** The rows broke off, so nothing more comes. */
  isOver: boolean
}) {
  if (computed === undefined)
    return (
      <p className="text-muted text-sm">
        {isOver
          ? `${question.computed} was not computed of all units: the rows broke off.`
          : `Computing ${question.computed}…`}
      </p>
    )
  const { judged, unknown, isCut } = computed
  return (
    <div className="flex min-w-0 items-center gap-1.5 text-sm">
      <p role="status" className="figures min-w-0 truncate text-muted" title={question.computed}>
        computed here from{' '}
        {isCut ? `the first ${figures.format(judged)} units of more` : counted(judged, 'unit')}
      </p>
      {unknown > 0 && (
        <PopoverTrigger>
          <Button size="sm" aria-haspopup="dialog">
            {figures.format(unknown)} unknown
          </Button>
          <Popover label="Units of which the answer is unknown" placement="bottom start">
            <UnknownUnits outcome={computed} condition={question.computed} />
          </Popover>
        </PopoverTrigger>
      )}
    </div>
  )
}

function UnknownUnits({
  outcome: { unknown, named },
  condition,
}: {
  outcome: ComputedOutcome
  condition: string
}) {
  return (
    <section aria-label="Unknown" className="flex w-[min(36rem,calc(100vw-32px))] flex-col gap-2 p-3 text-sm">
      <p>
        Whether <span className="mono">{condition}</span> holds is unknown of {counted(unknown, 'unit')}. Such
        units are no rows, and no action reaches them.
      </p>
      <ul className="flex max-h-72 flex-col gap-1.5 overflow-y-auto">
        {named.map(({ id, slug, space, reason }) => (
          <li key={id}>
            <Link href={routes.unit(space, slug)} className="mono text-accent hover:underline">
              {space}/{slug}
            </Link>
            <p className="text-muted text-xs [overflow-wrap:anywhere]">{reason}</p>
          </li>
        ))}
      </ul>
      {unknown > named.length && (
        <p className="text-muted">and {figures.format(unknown - named.length)} more</p>
      )}
    </section>
  )
}
