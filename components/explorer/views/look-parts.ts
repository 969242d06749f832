import { wholeColumns } from '#components/explorer/columns/columns.ts'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import { summaryOf } from '#components/query/saved/saved-state.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import type { Look } from '#lib/rows/views/look.ts'
import type { SavedView } from '#lib/rows/views/saved-view.ts'
import type { UnitsSearch } from '#lib/url/search-params.ts'

type OpenedQuery = QueryFields & { readonly name: string }

/** One thing that differs between a saved view and the page, as both have it. */
export type LookDifference = { readonly part: string; readonly saved: string; readonly page: string }

/** How the page shows its rows. It names its columns, for the usual ones may be others one day. */
export function lookOf(search: UnitsSearch): Look {
  const { pin, widths, group, sort, compare, only, view, value, down, across, density } = search
  const cols = wholeColumns(search.cols)
  return { cols, pin, widths, group, sort, compare, only, view, value, down, across, density }
}

/** Everything in which the page is no longer as the view. The query counts only where the view has one. */
export function differencesFrom(
  view: Pick<SavedView, 'look' | 'query'>,
  search: UnitsSearch,
): readonly LookDifference[] {
  const looks = looksApart(view.look, search)
  const { query } = view
  return query === undefined || sameQuery(query, search)
    ? looks
    : [...looks, { part: 'query', saved: summaryOf(query), page: summaryOf(search) }]
}

/** What changes of a view that is replaced: it takes the look of the page, and opens this query or none. */
export function replacedParts(
  view: Pick<SavedView, 'look' | 'query'>,
  search: UnitsSearch,
  opened: OpenedQuery | undefined,
): readonly LookDifference[] {
  const [saved, page] = [view.query, opened].map((query) =>
    query === undefined ? 'stays as it is' : `“${query.name}”: ${summaryOf(query)}`,
  )
  const looks = looksApart(view.look, search)
  return saved === page ? looks : [...looks, { part: 'query', saved: saved ?? '', page: page ?? '' }]
}

function looksApart(look: Look, search: UnitsSearch): LookDifference[] {
  const [before, after] = [partsOf(look), partsOf(lookOf(search))]
  return after.flatMap(([part, page], index) => {
    const saved = before[index]?.[1] ?? ''
    return page === saved ? [] : [{ part, saved: saved || nothing, page: page || nothing }]
  })
}

/** A look in one line: its columns, and whatever is not as usual. */
export function lookSummary(look: Look, query?: OpenedQuery): string {
  const [[, columns] = [], ...others] = partsOf(look)
  const said = others.flatMap(([part, text]) => (text === '' ? [] : [`${part}: ${text}`]))
  const opened = query === undefined ? [] : [`query: “${query.name}”`]
  return [columns, ...said, ...opened].join(' · ')
}

const nothing = 'as usual'

/** The parts of a look with their texts; what is as usual has none. */
function partsOf(look: Look): readonly (readonly [part: string, text: string])[] {
  const cells = [look.value, look.down, look.across].map((id) => (id === '' ? 'usual' : titleOf(id)))
  return [
    ['columns', titles(wholeColumns(look.cols))],
    ['pinned columns', titles([...look.pin].sort())],
    ['widths', [...look.widths].sort().join(', ')],
    ['grouping', titles(look.group)],
    ['sort', sortText(look.sort)],
    ['compared with', look.compare === 'none' ? '' : look.compare],
    ['rows', look.only === 'differing' ? 'only differing' : ''],
    ['matrix', look.view === 'matrix' ? `${cells[0]} by ${cells[1]} and ${cells[2]}` : ''],
    ['density', look.density === 'normal' ? '' : look.density],
  ]
}

function titles(ids: readonly string[]): string {
  return ids.map(titleOf).join(', ')
}

/** Paths and labels are named whole, for several may have one title. */
function titleOf(id: string): string {
  return metadataColumns.find((column) => column.id === id)?.title ?? id
}

function sortText(sort: string): string {
  const rules = sort.split(',').filter(Boolean)
  return rules
    .map((rule) => (rule.startsWith('-') ? `${titleOf(rule.slice(1))} descending` : titleOf(rule)))
    .join(', then ')
}
