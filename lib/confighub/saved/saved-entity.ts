import * as z from 'zod/mini'

/** What a saved query and a saved view have in common: each is an entity of ConfigHub that lives in a Space. */
export type SavedEntity = {
  readonly id: string
  readonly spaceId: string
  readonly spaceSlug: string
  readonly name: string
  /** UserID of whoever saved it here; an entity made elsewhere has none. */
  readonly savedBy?: string
  readonly version?: number
  /** Why it means less here than in ConfigHub. */
  readonly caution?: string
}

/** The fields that every entity of a Space has. */
type Resident = {
  readonly SpaceID: string
  readonly SpaceSlug?: string | undefined
  readonly Slug: string
  readonly DisplayName?: string | undefined
  readonly Annotations?: Readonly<Record<string, string>> | undefined
  readonly Version?: number | undefined
}

/** A claim, as any annotation: it only decides which heading the entity stands under. */
const savedByKey = 'hubdeck.dev/saved-by'

/** Longest Slug that still leaves room for what a clone or an import appends (contract 10). */
const maxSlug = 100

/** The fields of a new entity that keeps what has this name. */
export function newEntity(name: string, what: 'query' | 'view', userId: string) {
  return { Slug: slugOf(name, what), DisplayName: name, Annotations: { [savedByKey]: userId } }
}

/** A name as a person types it, for a request. */
export function nameOf(what: 'query' | 'view') {
  return z
    .string()
    .check(z.trim(), z.minLength(1, `A ${what} needs a name.`))
    .check(z.maxLength(100, 'A name has at most 100 characters.'))
}

/** All but what is particular to queries or to views. */
export function savedEntityOf(
  id: string,
  entity: Resident,
  space: { readonly Slug: string } | undefined,
): SavedEntity {
  const savedBy = entity.Annotations?.[savedByKey]
  return {
    id,
    spaceId: entity.SpaceID,
    spaceSlug: space?.Slug ?? entity.SpaceSlug ?? '',
    name: entity.DisplayName || entity.Slug,
    ...(savedBy === undefined ? {} : { savedBy }),
    ...(entity.Version === undefined ? {} : { version: entity.Version }),
  }
}

/** Letters, digits and dashes of the name; a name without any gets a Slug of its code points. */
function slugOf(name: string, what: 'query' | 'view'): string {
  const plain = name.normalize('NFKD').toLowerCase()
  const words = plain.match(/[a-z0-9]+/g) ?? []
  const slug = words.join('-').slice(0, maxSlug).replace(/-+$/, '')
  if (slug !== '') return slug
  const points = [...name].map((character) => character.codePointAt(0)?.toString(16))
  return `${what}-${points.join('-')}`.slice(0, maxSlug).replace(/-+$/, '')
}
