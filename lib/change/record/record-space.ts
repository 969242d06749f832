import type { Space } from '#lib/confighub/schema/entities.ts'

/** What marks a Space as the one that keeps records of changes, and what it is called otherwise. */
const recordsLabel = 'hubdeck.dev/records'
const recordsSlug = 'hubdeck-records'

export type RecordSpace =
  | { readonly kind: 'set'; readonly space: Place }
  /** The setting names a Space that does not exist, or that the person may not see. */
  | { readonly kind: 'missing'; readonly slug: string }
  | { readonly kind: 'marked'; readonly space: Place }
  /** No rule says which; each person chooses one. */
  | { readonly kind: 'free' }

type Place = Pick<Space, 'SpaceID' | 'Slug' | 'Labels'>

/** The Space of a setting, else the only one that is labelled or named for it. */
export function recordSpaceOf(spaces: readonly Place[], setting: string): RecordSpace {
  if (setting !== '') {
    const space = spaces.find(({ Slug }) => Slug === setting)
    return space === undefined ? { kind: 'missing', slug: setting } : { kind: 'set', space }
  }
  const labelled = spaces.filter(({ Labels }) => Labels?.[recordsLabel] === 'true')
  const marked = labelled.length > 0 ? labelled : spaces.filter(({ Slug }) => Slug === recordsSlug)
  const [space, ...others] = marked
  return space === undefined || others.length > 0 ? { kind: 'free' } : { kind: 'marked', space }
}
