'use client'

import Link from 'next/link'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { isCompared } from '#components/explorer/compare/baseline-of.ts'
import { type ExplorerAnswer, useExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { PairByMenu } from '#components/explorer/pairs/pair-by-menu.tsx'
import { comparePairs, pairingColumns, pairingOf } from '#components/explorer/pairs/pairing.ts'
import { PairsTable } from '#components/explorer/pairs/pairs-table.tsx'
import { noneDiffers, PairsSummary } from '#components/explorer/pairs-summary.tsx'
import { AddressNotice, useAddressProblems } from '#components/query/address-notice.tsx'
import type { QueryFields } from '#components/query/query-fields.ts'
import { readQuery } from '#components/query/read-query.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { count as counted } from '#lib/base/plural.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'
import { routes } from '#lib/url/routes.ts'
import { pairsSearch } from '#lib/url/search-params.ts'

const pairsAtOnce = 200
const noRows = () => []
const usualLayout = { pin: [], widths: [] }

/** Two queries side by side: their units in pairs, and what differs in each pair. */
export function PairsScreen() {
  const [search, setSearch] = useQueryStates(pairsSearch)
  const problems = useAddressProblems('pairs')
  const queryA = { where: search.a, data: search.adata, type: search.atype }
  const queryB = { where: search.b, data: search.bdata, type: search.btype }
  const a = useSide(queryA, search.cols)
  const b = useSide(queryB, search.cols)
  const isOnly = search.only === 'differing'
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-col gap-1 border-line border-b bg-surface px-3 py-2">
        <h1 className="font-semibold text-lg">A and B compared</h1>
        <SideLine name="A" query={queryA} side={a} />
        <SideLine name="B" query={queryB} side={b} />
        <Button
          size="sm"
          className="self-start"
          aria-pressed={isOnly}
          onPress={() => void setSearch({ only: isOnly ? 'all' : 'differing' }, { history: 'replace' })}
        >
          Only differing pairs
        </Button>
      </header>
      <AddressNotice problems={problems} />
      {a.problem === undefined && b.problem === undefined && (
        <Both
          a={a.answer}
          b={b.answer}
          isOnly={isOnly}
          chosen={search.by}
          onPairBy={(by) => void setSearch({ by }, { history: 'replace' })}
        />
      )}
    </div>
  )
}

type SideState = { readonly answer: ExplorerAnswer; readonly problem: string | undefined }

function useSide(query: QueryFields, cols: readonly string[]): SideState {
  const { where, data, type } = query
  const reading = useMemo(() => readQuery({ where, data, type }), [where, data, type])
  const question = { where, whereData: data, resourceType: type, computed: '' }
  const answer = useExplorerAnswer(question, reading.isRunnable, cols, usualLayout, noRows)
  const wrong = reading.where.ok ? reading.dataError?.message : reading.where.error.message
  return { answer, problem: reading.isRunnable ? undefined : (wrong ?? 'The query cannot be run.') }
}

function SideLine({
  name,
  query,
  side: { answer, problem },
}: {
  name: string
  query: QueryFields
  side: SideState
}) {
  const { rows, count } = answer
  const text = [query.where, query.data, query.type].filter(Boolean).join(' · ')
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <strong className="font-semibold">{name}</strong>
      <Link
        href={routes.units(query)}
        className="mono min-w-0 truncate text-accent hover:underline"
        title={text}
      >
        {text || 'all units'}
      </Link>
      <span className="figures text-muted">
        {problem ??
          (rows.data
            ? `${rows.data.isTruncated ? 'The first ' : ''}${counted(count, 'unit')}${answer.isArriving ? ', more are arriving' : ''}`
            : '')}
      </span>
      {rows.isError && <QueryError query={rows} />}
      {answer.values.error && <span className="text-attention">{answer.values.error.message}</span>}
    </div>
  )
}

function Both({
  a,
  b,
  isOnly,
  chosen,
  onPairBy,
}: {
  a: ExplorerAnswer
  b: ExplorerAnswer
  isOnly: boolean
  /** Ids of the columns by which units are paired; none where that is found out. */
  chosen: readonly string[]
  onPairBy: (ids: string[]) => void
}) {
  const [limit, setLimit] = useState(pairsAtOnce)
  // biome-ignore lint/correctness/useExhaustiveDependencies: tables are filled in place, and the versions say when
  const pairing = useMemo(
    () => pairingOf(a, b, chosen),
    [a.table, a.count, a.version, b.table, b.count, b.version, chosen],
  )
  const columns = useMemo(() => a.columns.filter(isCompared), [a.columns])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const compared = useMemo(
    () =>
      comparePairs(
        pairing.pairs,
        columns.map((column) => ({
          a: cellsOf(a.table, column, column.id),
          b: cellsOf(b.table, column, column.id),
        })),
      ),
    [pairing, columns, a.version, b.version],
  )
  if (a.rows.data === undefined || b.rows.data === undefined) return <Waiting />
  const shown = isOnly ? compared.differing : pairing.pairs
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="flex flex-wrap items-baseline gap-x-3 px-3 pt-2">
        <PairByMenu
          columns={() => pairingColumns(a, b)}
          by={pairing.by}
          chosen={chosen}
          onChange={onPairBy}
        />
      </div>
      <PairsSummary pairing={pairing} compared={compared} a={a} b={b} />
      {shown.length === 0 ? (
        <EmptyState title={isOnly ? noneDiffers(compared) : 'No unit of A can be paired with one of B'}>
          {chosen.length === 0
            ? 'Units are paired by name, and by region or environment where that finds more pairs.'
            : 'Units are paired by what was chosen; each has to find one other.'}
        </EmptyState>
      ) : (
        <PairsTable a={a} b={b} pairing={pairing} pairs={shown.slice(0, limit)} columns={columns} />
      )}
      {shown.length > limit && (
        <Button className="m-3" size="sm" onPress={() => setLimit(limit + pairsAtOnce)}>
          Show more of {counted(shown.length, 'pair')}
        </Button>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <p role="status" className="px-3 py-2 text-muted text-sm">
      Reading both queries…
    </p>
  )
}
