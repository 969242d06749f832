import { Boxes, Cable, GitCommitVertical, History, type LucideIcon, Zap } from 'lucide-react'
import type { Route } from 'next'
import { routes } from '#lib/url/routes.ts'

/** A screen that can be reached from every page. */
export type Place = {
  readonly label: string
  readonly href: Route
  readonly Icon: LucideIcon
  /** `g u`: goes there from every page. A place with keys also appears in the rail. */
  readonly keys?: string
}

/** One entry for each screen. The rail, the palette and the list of shortcuts are made from it. */
export const places: readonly Place[] = [
  { label: 'Units', href: routes.units(), Icon: Boxes, keys: 'g u' },
  { label: 'Changes', href: routes.changes(), Icon: GitCommitVertical, keys: 'g c' },
  { label: 'New change', href: routes.newChange(), Icon: Zap },
  { label: 'Activity', href: routes.activity(), Icon: History, keys: 'g a' },
  { label: 'Connection', href: routes.connection(), Icon: Cable },
]

/** The places with keys. */
export const mainPlaces = places.flatMap(({ keys, ...place }) =>
  keys === undefined ? [] : { ...place, keys },
)
