import type { Route } from 'next'
import {
  type ActivitySearch,
  type ChangesSearch,
  type ComparedChangesSearch,
  type NewChangeSearch,
  type PairsSearch,
  printActivitySearch,
  printChangesSearch,
  printComparedChangesSearch,
  printNewChangeSearch,
  printPairsSearch,
  printSignInSearch,
  printUnitSearch,
  printUnitsSearch,
  type UnitSearch,
  type UnitsSearch,
} from '#lib/url/search-params.ts'

/** Every address of Hubdeck. `next` checks literals only, so these are the one place that builds them. */
export const routes = {
  home: () => address('/'),
  units: (search: Partial<UnitsSearch> = {}) => address(printUnitsSearch('/units', search)),
  /** Two queries compared. */
  pairs: (search: Partial<PairsSearch> = {}) => address(printPairsSearch('/units/compare', search)),
  /** The explorer as it was left; the parameters are those that it had. */
  sameUnits: (parameters: URLSearchParams) => samePage('/units', parameters),
  unit: (spaceSlug: string, unitSlug: string, search: Partial<UnitSearch> = {}) =>
    address(
      printUnitSearch(`/units/${encodeURIComponent(spaceSlug)}/${encodeURIComponent(unitSlug)}`, search),
    ),
  changes: (search: Partial<ChangesSearch> = {}) => address(printChangesSearch('/changes', search)),
  /** Two changes side by side. */
  compareChanges: (search: Partial<ComparedChangesSearch> = {}) =>
    address(printComparedChangesSearch('/changes/compare', search)),
  newChange: (search: Partial<NewChangeSearch> = {}) => address(printNewChangeSearch('/changes/new', search)),
  /** A change is found by its Tag; the Tag lives in a Space, so both are in `<spaceId>.<tagId>`. */
  change: (spaceId: string, tagId: string) => address(`/changes/${spaceId}.${tagId}`),
  /** The same, as evidence to print. */
  evidence: (spaceId: string, tagId: string) => address(`/changes/${spaceId}.${tagId}/evidence`),
  activity: (search: Partial<ActivitySearch> = {}) => address(printActivitySearch('/activity', search)),
  connection: () => address('/connection'),
  signIn: (next = '') => address(printSignInSearch('/sign-in', { next })),
}

/** The page one is on, with other parameters. */
export function samePage(path: string, parameters: URLSearchParams): Route {
  const search = parameters.toString()
  return address(search === '' ? path : `${path}?${search}`)
}

/** The two ids in the last segment of a change's address. */
export function parseChangeId(segment: string): { spaceId: string; tagId: string } | undefined {
  const [spaceId, tagId, rest] = decodeURIComponent(segment).split('.')
  if (spaceId === undefined || tagId === undefined || rest !== undefined) return undefined
  return { spaceId, tagId }
}

/** Stands for our own origin; an address that leaves this origin would also leave the real one. */
const here = 'http://deck.invalid'

/** Where to go after signing in: only pages of ours, whatever the address says. */
export function safeNext(next: string): Route {
  if (!next.startsWith('/') || !URL.canParse(next, here)) return routes.units()
  // Browsers drop tabs and line breaks and turn backslashes into slashes, so only the parsed result is checked.
  const { origin, pathname, search, hash } = new URL(next, here)
  const path = `${pathname}${search}${hash}`
  // `/.//evil` is a path here, but would be a host if parsed again.
  return origin === here && new URL(path, here).origin === here ? address(path) : routes.units()
}

/** The functions above are the proof that `path` is one of our pages. */
function address(path: string): Route {
  return path as Route
}
