import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'

const text = parseAsString.withDefault('')

/** What the explorer shows: the same query drives a change, the activity and a release (design 3.7). */
export const unitsSearch = {
  where: text,
  /** `where_data`. */
  data: text,
  /** `resource_type`. */
  type: text,
  /** Ids of columns, the one that decides first; a minus turns it round: `-changed,space`. */
  sort: text,
  /** Ids of the visible columns; empty means the usual ones. */
  cols: parseAsArrayOf(parseAsString).withDefault([]),
  group: parseAsStringLiteral(['none', 'environment', 'region', 'continent']).withDefault('none'),
  /** What differing cells are marked against. */
  compare: parseAsStringLiteral(['none', 'majority']).withDefault('none'),
  density: parseAsStringLiteral(['compact', 'normal', 'relaxed']).withDefault('normal'),
  /** UnitID of the row shown in the panel beside the grid. */
  peek: text,
}
export type UnitsSearch = inferParserType<typeof unitsSearch>

export const unitSearch = {
  tab: parseAsStringLiteral(['data', 'timeline', 'compare', 'lineage']).withDefault('data'),
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
  where: text,
  data: text,
  type: text,
  /** Units picked one by one, when they are few enough for an address. */
  units: parseAsArrayOf(parseAsString).withDefault([]),
  /** Key of a longer pick kept in this browser's session storage. */
  pick: text,
  /** Tag id of the change to undo. */
  undo: text,
  /** Tag id of the change whose unwritten units are previewed again. */
  resume: text,
  /** Revision number to restore the single unit of `units` to. */
  restore: parseAsInteger,
  /** Kind of patch; absent leaves it at the one edited last. */
  patch: parseAsStringLiteral(['set-fields', 'merge', 'json', 'function', 'restore']),
}
export type NewChangeSearch = inferParserType<typeof newChangeSearch>

export const activitySearch = {
  window: parseAsStringLiteral(['1h', '24h', '7d', '30d', '90d']).withDefault('7d'),
  /** ISO times of a window of one's own; they win over `window`. */
  from: text,
  to: text,
  where: text,
  /** UserID; the zero id is automation. */
  user: text,
  who: parseAsStringLiteral(['all', 'people', 'automation']).withDefault('all'),
  /** ISO time of the moment in question, marked in the list: "who was it at 03:04?" */
  at: text,
  /** What the lanes of the time axis stand for. */
  lanes: parseAsStringLiteral(['person', 'region', 'space', 'tool', 'none']).withDefault('person'),
  /** Every lane for itself, instead of the smallest in one. */
  all: parseAsBoolean.withDefault(false),
  /** Key of the change that is picked out in lanes and list. */
  entry: text,
  /** Keys of the bulk changes that are open. */
  open: parseAsArrayOf(parseAsString).withDefault([]),
}
export type ActivitySearch = inferParserType<typeof activitySearch>

const signInSearch = { next: text }

export const loadUnitsSearch = createLoader(unitsSearch)

export const printUnitsSearch = createSerializer(unitsSearch)
export const printUnitSearch = createSerializer(unitSearch)
export const printNewChangeSearch = createSerializer(newChangeSearch)
export const printActivitySearch = createSerializer(activitySearch)
export const printSignInSearch = createSerializer(signInSearch)
