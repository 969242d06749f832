import { isUuid } from '#lib/base/uuid.ts'
import { parseBaseline } from '#lib/url/baseline.ts'
import {
  activitySearch,
  changesSearch,
  choices,
  comparedChangesSearch,
  newChangeSearch,
  pairsSearch,
  unitSearch,
  unitsSearch,
} from '#lib/url/search-params.ts'

/** The part of a nuqs parser that is needed here. */
type Parser = { readonly parse: (value: string) => unknown }

/** What the address of a page may contain. */
export type AddressPage = {
  readonly parameters: Readonly<Record<string, Parser>>
  /** Parameters that narrow the units or revisions; without one of them there are more. */
  readonly scope: readonly string[]
  /** What the page shows when part of the address is not understood. */
  readonly shows: (parameters: URLSearchParams) => string
  /** Why a text value is not valid; undefined when it is. */
  readonly wrongValue?: (name: string, value: string) => string | undefined
  /** Parameters that are ignored because of others, each with the reason. */
  readonly ignored?: (parameters: URLSearchParams) => Readonly<Record<string, string>>
}

const query = ['where', 'data', 'type']
const ofUnits = [...query, 'computed']

export const addressPages = {
  units: {
    parameters: unitsSearch,
    ignored: ignoredOfUnits,
    scope: ofUnits,
    shows: (parameters) => (ofUnits.some((name) => parameters.get(name)) ? rest : 'the page shows all units'),
  },
  pairs: {
    parameters: pairsSearch,
    scope: ['a', 'adata', 'atype', 'b', 'bdata', 'btype'],
    shows: () => rest,
  },
  unit: { parameters: unitSearch, scope: [], shows: () => 'the page shows the unit as usual' },
  changes: {
    parameters: changesSearch,
    scope: [],
    shows: (parameters) => (parameters.size > 1 ? rest : 'the page shows all changes'),
    wrongValue: (name, value) =>
      (name === 'from' || name === 'to') && value !== '' && Number.isNaN(Date.parse(value))
        ? 'is not a time'
        : undefined,
  },
  comparedChanges: { parameters: comparedChangesSearch, scope: [], shows: () => rest },
  change: { parameters: {}, scope: [], shows: () => 'the page shows the whole change' },
  evidence: { parameters: {}, scope: [], shows: () => 'the page shows all of the evidence' },
  activity: {
    parameters: activitySearch,
    scope: ['where', 'user', 'who', 'window', 'from', 'to'],
    shows: (parameters) =>
      ['where', 'user'].some((name) => parameters.get(name))
        ? rest
        : 'the page shows the changes of all units',
    wrongValue: (name, value) =>
      name === 'at' && value !== '' && Number.isNaN(Date.parse(value)) ? 'is not a time' : undefined,
  },
  newChange: {
    parameters: newChangeSearch,
    scope: [...ofUnits, 'units', 'pick', 'undo', 'resume', 'restore'],
    shows: (parameters) =>
      [...ofUnits, 'units', 'pick', 'undo', 'resume'].some((name) => parameters.get(name))
        ? rest
        : 'the change is about all units',
    wrongValue: wrongId,
    ignored: ignoredOfNewChange,
  },
} satisfies Readonly<Record<string, AddressPage>>

const rest = 'the page shows what the rest of the address says'

function wrongId(name: string, value: string): string | undefined {
  if (name === 'units' && value.split(',').some((id) => !isUuid(id))) return 'is not a list of unit ids'
  if (['undo', 'resume', 'use'].includes(name) && value !== '' && !isUuid(value))
    return 'is not the id of a change'
  return undefined
}

/** Without a comparison no row differs from anything. */
function ignoredOfUnits(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const compare = parseBaseline(parameters.get('compare') ?? 'none')
  const isCompared = compare !== undefined && compare.kind !== 'none'
  return parameters.get('only') === 'differing' && !isCompared
    ? { only: 'compare names nothing to differ from' }
    : {}
}

/** Of several things that an address asks for, the page does one. */
function ignoredOfNewChange(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const has = (name: string) => Boolean(parameters.get(name))
  const ignored: Record<string, string> = {}
  const leader = ['undo', 'resume', 'restore'].find(has)
  if (leader === 'undo' || leader === 'resume') {
    for (const name of [...query, 'units', 'pick', 'undo', 'resume', 'restore']) {
      if (name !== leader && has(name)) ignored[name] = `${leader} alone decides what the change is about`
    }
    return ignored
  }
  const units = parameters.get('units')?.split(',') ?? []
  if (leader === 'restore' && !has('units')) ignored.restore = 'restore needs the unit to restore in units'
  if (leader === 'restore' && units.length > 1)
    ignored.units = 'restore is for one unit: only the first was read'
  if (has('units') && has('pick')) ignored.pick = 'units already names the units'
  return ignored
}

/** The values of a choice, for a message. */
export function choicesOf(name: string): readonly string[] | undefined {
  return Object.entries(choices).find(([choice]) => choice === name)?.[1]
}
