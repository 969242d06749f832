import type { Space } from '#lib/confighub/schema/entities.ts'

/** Where a Space stands in the fleet. */
export type Dimensions = {
  readonly environment?: string
  readonly region?: string
  /** What was read from the Slug: no label says it, so no filter on labels finds it. */
  readonly derived: Derived
}
export type Derived = { readonly environment: boolean; readonly region: boolean }

/** How a Space's slug tells its environment and region when it carries no labels; the first that matches counts. */
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

/** Labels first, else the slug: many fleets label nothing. */
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
