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
  readonly pattern: RegExp
  readonly environment: string
}

/** A `region` group in the pattern names the region. */
const slugRules: readonly SlugRule[] = [
  { pattern: /-prod-(?<region>[a-z0-9-]+)$/i, environment: 'prod' },
  { pattern: /-prod$/i, environment: 'prod' },
  { pattern: /-staging$/i, environment: 'staging' },
  { pattern: /-dev$/i, environment: 'dev' },
  { pattern: /-base$/i, environment: 'base' },
  { pattern: /-infra$/i, environment: 'infra' },
]

/** Labels first, otherwise the Slug: many fleets have no labels. */
export function dimensionsOf(
  space: Pick<Space, 'Slug' | 'Labels'>,
  rules: readonly SlugRule[] = slugRules,
): Dimensions {
  const bySlug = dimensionsOfSlug(space.Slug, rules)
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

function dimensionsOfSlug(slug: string, rules: readonly SlugRule[]): Omit<Dimensions, 'derived'> {
  for (const { pattern, environment } of rules) {
    const match = pattern.exec(slug)
    if (match === null) continue
    const region = match.groups?.region
    return region === undefined ? { environment } : { environment, region }
  }
  return {}
}
