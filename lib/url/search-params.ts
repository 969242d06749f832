import {
  createParser,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { isUuid } from '#lib/base/uuid.ts'
import { changeStates } from '#lib/change/record/change-states.ts'
import { baselineForms, parseBaseline } from '#lib/url/baseline.ts'

const text = parseAsString.withDefault('')
const texts = parseAsArrayOf(parseAsString).withDefault([])

// An id is put into a query as it is, so nothing else may be accepted as one.
const uuid = createParser({
  parse: (value) => (isUuid(value) ? value.toLowerCase() : null),
  serialize: (value: string) => value,
}).withDefault('')

// Kept as it is written, so that it can be compared; `parseBaseline` reads it.
const baseline = createParser({
  parse: (value) => (parseBaseline(value) === undefined ? null : value),
  serialize: (value: string) => value,
}).withDefault('none')

/** The allowed values of choices; of those with a default it is the first. */
export const choices = {
  compare: baselineForms,
  only: ['all', 'differing'],
  view: ['grid', 'matrix'],
  density: ['normal', 'compact', 'relaxed'],
  tab: ['data', 'timeline', 'compare', 'lineage'],
  patch: ['set-fields', 'merge', 'json', 'function', 'document', 'metadata', 'restore'],
  window: ['7d', '1h', '24h', '30d', '90d'],
  who: ['all', 'people', 'automation'],
  lanes: ['person', 'region', 'space', 'tool', 'none'],
  period: ['all', '24h', '7d', '30d', '90d'],
  state: changeStates,
} as const

/** The three texts of a query. */
const query = {
  where: text,
  /** `where_data`. */
  data: text,
  /** `resource_type`. */
  type: text,
}

/** Conditions on what functions say, which Hubdeck computes: `get-replicas() < 2`. */
const computed = text

/** ISO times that somebody chose; they take precedence over a window or period that is offered. */
const ownTimes = { from: text, to: text }

/** What the explorer shows: the same query drives a change, the activity and a release (decision 0007). */
export const unitsSearch = {
  ...query,
  computed,
  /** Ids of columns, the most significant first; a minus reverses one: `-changed,space`. */
  sort: text,
  /** Ids of the visible columns; empty means the default columns. */
  cols: texts,
  /** Ids of the columns that stay at the left, after the unit. */
  pin: texts,
  /** Widths in pixels that differ from the usual ones: `240 space`. */
  widths: texts,
  /** Ids of the columns that rows are grouped by, the outermost first. */
  group: texts,
  /** What cells are compared with: `majority`, `unit:<id>`, `at:<time>` (lib/url/baseline.ts). */
  compare: baseline,
  /** Whether rows without a differing cell are shown. */
  only: parseAsStringLiteral(choices.only).withDefault('all'),
  /** The matrix stands beside the grid, or in its place where the page is narrow. */
  view: parseAsStringLiteral(choices.view).withDefault('grid'),
  /** Ids of the columns in the cells, down and across the matrix; empty for the usual ones. */
  value: text,
  down: text,
  across: text,
  density: parseAsStringLiteral(choices.density).withDefault('normal'),
  /** UnitID of the row shown in the panel beside the grid. */
  peek: text,
  /** FilterID of the saved query that the page began with; the query itself is in the address too. */
  saved: uuid,
  /** ViewID of the saved view that the page began with; all that it says is in the address too. */
  look: uuid,
}
export type UnitsSearch = inferParserType<typeof unitsSearch>

/** Two queries, whose units are compared in pairs. */
export const pairsSearch = {
  a: text,
  adata: text,
  atype: text,
  b: text,
  bdata: text,
  btype: text,
  /** Ids of the compared columns; empty means the default columns. */
  cols: texts,
  /** Ids of the columns that tell which units are paired; empty where that is found out. */
  by: texts,
  only: parseAsStringLiteral(choices.only).withDefault('all'),
}
export type PairsSearch = inferParserType<typeof pairsSearch>

export const unitSearch = {
  tab: parseAsStringLiteral(choices.tab).withDefault('data'),
  /** Revision numbers of a comparison. */
  from: parseAsInteger,
  to: parseAsInteger,
  /** The revision whose document is shown; absent for the head. */
  revision: parseAsInteger,
  /** Which revision set each line, beside the document. */
  blame: parseAsBoolean.withDefault(false),
}
export type UnitSearch = inferParserType<typeof unitSearch>

export const newChangeSearch = {
  ...query,
  /** What was computed when the units were picked. */
  computed,
  /** Units picked one by one, when they are few enough for an address. */
  units: texts,
  /** Key of a longer pick kept in this browser's session storage. */
  pick: text,
  /** Tag id of the change to undo. */
  undo: text,
  /** Tag id of the change whose unwritten units are previewed again. */
  resume: text,
  /** Tag id of the proposal whose units that changed since are proposed again. */
  again: text,
  /** Which waves of `resume`: `2`, or `2-4`. */
  waves: text,
  /** Tag id of the change whose patch is taken for the units of the query. */
  use: text,
  /** Revision number to restore the single unit of `units` to. */
  restore: parseAsInteger,
  /** Kind of patch; absent leaves it at the one edited last. */
  patch: parseAsStringLiteral(choices.patch),
}
export type NewChangeSearch = inferParserType<typeof newChangeSearch>

export const activitySearch = {
  window: parseAsStringLiteral(choices.window).withDefault('7d'),
  ...ownTimes,
  where: text,
  /** UserID; the zero id is automation. */
  user: uuid,
  who: parseAsStringLiteral(choices.who).withDefault('all'),
  /** ISO time of the point in time, marked in the list: "who was it at 03:04?" */
  at: text,
  /** What the lanes of the time axis stand for. */
  lanes: parseAsStringLiteral(choices.lanes).withDefault('person'),
  /** Shows every lane separately, instead of combining the smallest. */
  all: parseAsBoolean.withDefault(false),
  /** Key of the change that is selected in lanes and list. */
  entry: text,
  /** Keys of the bulk changes that are expanded. */
  open: texts,
}
export type ActivitySearch = inferParserType<typeof activitySearch>

// A list without its unknown states would show other changes than the address asks for.
const states = createParser({
  parse: (value) => {
    const asked = value.split(',').filter(Boolean)
    const known: readonly string[] = choices.state
    return asked.every((state) => known.includes(state)) ? asked : null
  },
  serialize: (value: string[]) => value.join(','),
  eq: (a, b) => a.join() === b.join(),
}).withDefault([])

/** Which changes are listed. */
export const changesSearch = {
  /** Words of the reason, the ticket, the person or the query. */
  q: text,
  /** UserID. */
  person: uuid,
  /** Part of a ticket. */
  ticket: text,
  /** Names of states; empty means all. */
  state: states,
  period: parseAsStringLiteral(choices.period).withDefault('all'),
  ...ownTimes,
  /** An id, `space/unit`, or the name of units in any Space. */
  unit: text,
  /** A path or a field that the patch names. */
  path: text,
}
export type ChangesSearch = inferParserType<typeof changesSearch>

/** Tag ids of two changes. */
export const comparedChangesSearch = { a: uuid, b: uuid }
export type ComparedChangesSearch = inferParserType<typeof comparedChangesSearch>

const signInSearch = { next: text }

export const printUnitsSearch = createSerializer(unitsSearch)
export const printPairsSearch = createSerializer(pairsSearch)
export const printUnitSearch = createSerializer(unitSearch)
export const printNewChangeSearch = createSerializer(newChangeSearch)
export const printActivitySearch = createSerializer(activitySearch)
export const printChangesSearch = createSerializer(changesSearch)
export const printComparedChangesSearch = createSerializer(comparedChangesSearch)
export const printSignInSearch = createSerializer(signInSearch)
