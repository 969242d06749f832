import type { Space } from '#lib/confighub/schema/entities.ts'

/** Where a Space stands in the fleet. */
export type Dimensions = { readonly environment?: string; readonly region?: string }

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
  const environment = space.Labels?.Environment ?? bySlug.environment
  const region = space.Labels?.Region ?? bySlug.region
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(region === undefined ? {} : { region }),
  }
}

function dimensionsOfSlug(slug: string, rules: readonly SlugRule[]): Dimensions {
  for (const { pattern, environment } of rules) {
    const match = pattern.exec(slug)
    if (match === null) continue
    const region = match.groups?.region
    return region === undefined ? { environment } : { environment, region }
  }
  return {}
}
