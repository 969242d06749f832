import type { UnitHistory } from '#hub/fleet/history.ts'

export type FleetSpace = {
  readonly slug: string
  readonly displayName: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly createdAt: Date
}

export type FleetTag = FleetSpace & { readonly tagId: string; readonly spaceSlug: string }

/** A validating Trigger that all Spaces of the fleet choose. */
export type FleetTrigger = {
  readonly spaceSlug: string
  readonly slug: string
  readonly description: string
  readonly functionName: string
  readonly arguments: readonly { readonly ParameterName: string; readonly Value: string }[]
  readonly warn: boolean
}

/** A fleet to load. Units may be generated one by one, so that a large fleet is never in memory as a whole. */
export type Fleet = {
  readonly organization: string
  readonly createdAt: Date
  readonly spaces: readonly FleetSpace[]
  readonly tags: readonly FleetTag[]
  readonly triggers: readonly FleetTrigger[]
  readonly units: Iterable<UnitHistory>
}

export const prefix = 'moss-cub-traderx'
