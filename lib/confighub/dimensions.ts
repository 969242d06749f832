import type { Space } from '#lib/confighub/schema/entities.ts'

/** The environment and region of a Space. */
export type Dimensions = {
  readonly environment?: string
  readonly region?: string
  /** Dimensions derived from the Slug; there is no such label, so filtering by labels does not find the Space. */
  readonly derived: Derived
}
export type Derived = { readonly environment: boolean; readonly region: boolean }

/** How the Slug of a Space without labels gives its environment and region; the first rule that matches applies. */
export type SlugRule = {
  /** A regular expression of how the Slug ends, in any case, as queries take it too; its group is the region. */
  readonly ending: string
  readonly environment: string
}

export const slugRules: readonly SlugRule[] = [
  { ending: '-prod-([a-z0-9-]+)', environment: 'prod' },
  { ending: '-prod', environment: 'prod' },
  { ending: '-staging', environment: 'staging' },
  { ending: '-dev', environment: 'dev' },
  { ending: '-base', environment: 'base' },
  { ending: '-infra', environment: 'infra' },
]

// What comes before is taken as far as possible, so that a region is what follows the last `-prod-`.
const patterns = slugRules.map(({ ending, environment }) => ({
  pattern: new RegExp(`^.*${ending}$`, 'i'),
  environment,
}))

/** Labels first, otherwise the Slug: many fleets have no labels. */
export function dimensionsOf(space: Pick<Space, 'Slug' | 'Labels'>): Dimensions {
  const bySlug = dimensionsOfSlug(space.Slug)
  const { Environment: environmentLabel, Region: regionLabel } = space.Labels ?? {}
  const environment = environmentLabel ?? bySlug.environment
  const region = regionLabel ?? bySlug.region
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(region === undefined ? {} : { region }),
    derived: {
      environment: environment !== undefined && environmentLabel === undefined,
      region: region !== undefined && regionLabel === undefined,
    },
  }
}

function dimensionsOfSlug(slug: string): Omit<Dimensions, 'derived'> {
  for (const { pattern, environment } of patterns) {
    const match = pattern.exec(slug)
    if (match === null) continue
    // Slugs that differ in case only name the same region.
    const region = match[1]?.toLowerCase()
    return region === undefined ? { environment } : { environment, region }
  }
  return {}
}
