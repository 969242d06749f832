import type { UnitHistory } from '#hub/fleet/history.ts'

export type FleetSpace = {
  readonly slug: string
  readonly displayName: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly createdAt: Date
}

export type FleetTag = {
  readonly tagId: string
  readonly spaceSlug: string
  readonly slug: string
  readonly displayName: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly createdAt: Date
}

/** What gets loaded. Units may be produced one by one, so that a large fleet never stands in memory whole. */
export type Fleet = {
  readonly organization: string
  readonly createdAt: Date
  readonly spaces: readonly FleetSpace[]
  readonly tags: readonly FleetTag[]
  readonly units: Iterable<UnitHistory>
}

export const prefix = 'moss-cub-traderx'
