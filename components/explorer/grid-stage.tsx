'use client'

import type { ReactNode } from 'react'
import type { ExplorerAnswer } from '#components/explorer/explorer-answer.ts'
import { rowHeights } from '#components/explorer/grid/density.ts'
import { GridSkeleton } from '#components/explorer/grid/grid-states.tsx'
import type { QueryFields } from '#components/query/query-fields.ts'
import { lazily } from '#components/ui/lazily.tsx'
import type { UnitsSearch } from '#lib/url/search-params.ts'

const NoRows = lazily('NoRows', () => import('#components/explorer/later.ts'))

/** Shows the rows while there are any, otherwise the reason why there are none. */
export function GridStage({
  answer,
  isReadable,
  search,
  onRelax,
  children,
}: {
  answer: ExplorerAnswer
  isReadable: boolean
  search: UnitsSearch
  onRelax: (fields: QueryFields) => void
  children: ReactNode
}) {
  const { count, rows } = answer
  if (count > 0) return children
  if (isReadable && !rows.isError && (rows.isPending || answer.isArriving))
    return <GridSkeleton rowHeight={rowHeights[search.density]} />
  const asked = answeredQuery(answer) ?? search
  return <NoRows rows={rows} isReadable={isReadable} search={asked} onRelax={onRelax} />
}

/** Nothing is known of a query that is still to be answered; until then the last answer stays. */
function answeredQuery({ rows }: ExplorerAnswer): QueryFields | undefined {
  if (rows.data === undefined) return undefined
  const { where, whereData, resourceType, computed } = rows.data.question
  return { where, data: whereData, type: resourceType, computed }
}
