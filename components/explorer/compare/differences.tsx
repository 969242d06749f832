'use client'

import { useQuery } from '@tanstack/react-query'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { parseValueColumn } from '#components/explorer/columns/value-column.ts'
import { type Comparison, differenceOf } from '#components/explorer/compare/comparison.ts'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import type { Since } from '#lib/confighub/since.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { sinceQuery } from '#lib/queries/cells/since.ts'
import { pending } from '#lib/rows/column.ts'
import { verdict } from '#lib/rows/compare/compare-rows.ts'

type Differing = { readonly column: GridColumn; readonly value: string; readonly expected: string }

/** In which columns a unit differs, from what, and since when. */
export function Differences({
  comparison,
  columns,
  row,
  unit,
  users,
}: {
  comparison: Comparison
  columns: readonly GridColumn[]
  row: number
  unit: { readonly id: string; readonly spaceId: string; readonly hash: string }
  users: UsersById | undefined
}) {
  const differing = columns.flatMap((column) => differingAt(comparison, column, row))
  const asked = differing.flatMap(({ column }) => parseValueColumn(column.id) ?? [])
  const since = useQuery({
    ...sinceQuery({ spaceId: unit.spaceId, unitId: unit.id, columns: asked }, unit.hash),
    enabled: asked.length > 0,
  })
  const values = differing.filter(({ column }) => parseValueColumn(column.id) !== undefined)
  return (
    <section aria-label="Differences" className="border-line border-b bg-sunken px-3 py-2.5">
      <h3 className="mb-1.5 font-medium text-muted text-xs">{titleOf(comparison, row, differing.length)}</h3>
      {since.isError && <QueryError query={since} />}
      <ul className="flex flex-col gap-2">
        {differing.map(({ column, value, expected }) => (
          <li key={column.id} className="text-sm">
            <span className="mono block truncate text-muted text-xs" title={column.description}>
              {column.title}
            </span>
            <span className="mono block break-words">
              <strong className="font-semibold">{value}</strong>
              <span className="font-sans text-muted"> instead of </span>
              {expected}
            </span>
            {parseValueColumn(column.id) !== undefined && !since.isError && (
              <SinceLine
                since={since.data?.columns[values.findIndex((each) => each.column === column)]}
                users={users}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function differingAt(comparison: Comparison, column: GridColumn, row: number): Differing[] {
  const found = differenceOf(comparison, column.id, row)
  return found === undefined ? [] : [{ column, value: found.own ?? 'absent', expected: found.expected }]
}

function titleOf({ name, source, verdicts }: Comparison, row: number, count: number): string {
  const from = source?.values[source.codes[row] ?? pending]
  const compared = from === undefined ? name : `${name}, ${from}`
  if (count > 0) return `Differs from ${compared}`
  switch (verdicts[row]) {
    case verdict.same:
      return `The same as ${compared}, in the columns on screen`
    case verdict.nothing:
      return `There is nothing to compare it with: ${name}`
    case verdict.unknown:
      return `Whether it differs from ${compared} is unknown`
    default:
      return `What it is compared with is still to come: ${name}`
  }
}

function SinceLine({ since, users }: { since: Since | undefined; users: UsersById | undefined }) {
  if (since === undefined) return <Skeleton className="my-1 h-3 w-48" />
  if (since.kind === 'unknown') return <p className="text-muted text-xs">Since when is unknown.</p>
  if (since.kind === 'longer')
    return (
      <p className="text-muted text-xs">
        Since before <span className="mono">r{since.RevisionNum}</span>; older revisions were not read.
      </p>
    )
  return (
    <p className="flex flex-wrap gap-x-1.5 text-muted text-xs">
      <span>
        Since <span className="mono">r{since.RevisionNum}</span>,
      </span>
      <Time at={since.CreatedAt} /> by <UserName userId={since.UserID} users={users} />
      {since.Description && <span className="w-full break-words text-ink">{since.Description}</span>}
    </p>
  )
}
