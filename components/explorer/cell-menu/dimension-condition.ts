import { type SlugRule, slugRules } from '#lib/confighub/dimensions.ts'

type Dimension = 'environment' | 'region'

/** Which spaces have the value: only labelled ones, only those whose Slug says so, or some of either. */
export type GivenBy = 'label' | 'slug' | 'either'

const labels = { environment: 'Space.Labels.Environment', region: 'Space.Labels.Region' } as const

/**
 * Conditions on units that hold exactly where `dimensionsOf` gives this value, by the label or by the Slug of the
 * Space; undefined is no value. The second text is the opposite.
 */
export function dimensionCondition(
  name: Dimension,
  value: string | undefined,
  by: GivenBy,
): { readonly is: string; readonly isNot: string } {
  const label = labels[name]
  if (value === undefined) {
    const says = bySlug(name, undefined)
    return { is: `${label} IS NULL AND ${says.isNot}`, isNot: `(${label} IS NOT NULL OR ${says.is})` }
  }
  const isLabel = { is: `${label} = '${value}'`, isNot: `${label} != '${value}' IS NOT FALSE` }
  // No Slug gives a region with other characters.
  if (by === 'label' || !/^[a-z0-9-]+$/.test(value)) return isLabel
  const says = bySlug(name, value)
  const isSlug = { is: `${label} IS NULL AND ${says.is}`, isNot: `(${label} IS NOT NULL OR ${says.isNot})` }
  if (by === 'slug') return isSlug
  return { is: `(${isLabel.is} OR ${isSlug.is})`, isNot: `${isLabel.isNot} AND ${isSlug.isNot}` }
}

/** What the Slug gives, as the first rule that matches says it. */
function bySlug(name: Dimension, value: string | undefined): { readonly is: string; readonly isNot: string } {
  if (name === 'region') {
    // The last `-prod-` counts, so nothing before it can give another region.
    const ends = slugRules.flatMap(({ ending }) => (ending.includes('(') ? [ending] : []))
    return matching(value === undefined ? ends : ends.map((ending) => ending.replace(/\(.*\)/, value)))
  }
  const isWanted = (rule: SlugRule) => value === undefined || rule.environment === value
  const last = slugRules.findLastIndex(isWanted)
  const earlier = slugRules.slice(0, last).filter((rule) => !isWanted(rule) && mayHide(rule, slugRules[last]))
  const wanted = matching(slugRules.filter(isWanted).map(({ ending }) => ending))
  if (earlier.length === 0) return wanted
  const others = matching(earlier.map(({ ending }) => ending))
  return { is: `${wanted.is} AND ${others.isNot}`, isNot: `(${wanted.isNot} OR ${others.is})` }
}

/** Two fixed endings cannot both be the end of a Slug, unless one ends with the other; none of the rules does. */
function mayHide(earlier: SlugRule, later: SlugRule | undefined): boolean {
  return earlier.ending.includes('(') || later?.ending.includes('(') === true
}

function matching(endings: readonly string[]): { readonly is: string; readonly isNot: string } {
  const pattern = endings.length === 1 ? `${endings[0]}$` : `(${endings.join('|')})$`
  return { is: `Space.Slug ~* '${pattern}'`, isNot: `Space.Slug !~* '${pattern}'` }
}
