import * as z from 'zod/mini'
import type { NewFilter } from '#lib/confighub/client.ts'
import type { ExtendedFilter, Filter } from '#lib/confighub/schema/entities.ts'

/** A query over Units that has a name: a Filter of ConfigHub (contract 4.7, 8i). */
export type SavedQuery = {
  readonly id: string
  readonly spaceId: string
  readonly spaceSlug: string
  readonly name: string
  /** UserID of whoever saved it here; a Filter made elsewhere has none. */
  readonly savedBy?: string
  readonly where: string
  readonly data: string
  readonly type: string
  readonly version?: number
  /** Why this query means less here than in ConfigHub. */
  readonly caution?: string
}

/** A claim, as any annotation: it only decides which heading the query stands under. */
const savedByKey = 'hubdeck.dev/saved-by'

/** Longest Slug that still leaves room for what a clone or an import appends (contract 10). */
const maxSlug = 100

/** What a browser sends to save a query; with `filterId` an earlier one is replaced. */
export const SaveQueryRequest = z.object({
  spaceId: z.uuid(),
  filterId: z.exactOptional(z.uuid()),
  /** The Version that was read; another one is a conflict. */
  version: z.exactOptional(z.int()),
  name: z
    .string()
    .check(z.trim(), z.minLength(1, 'A query needs a name.'))
    .check(z.maxLength(100, 'A name has at most 100 characters.')),
  where: z.string().check(z.maxLength(10_000)),
  data: z.string().check(z.maxLength(10_000)),
  type: z.string().check(z.maxLength(256)),
})
export type SaveQueryRequest = z.infer<typeof SaveQueryRequest>

export const ForgetQueryRequest = z.object({ spaceId: z.uuid(), filterId: z.uuid() })
export type ForgetQueryRequest = z.infer<typeof ForgetQueryRequest>

/** The Filter that keeps a query. */
export function filterOf({ name, where, data, type }: SaveQueryRequest, userId: string): NewFilter {
  return {
    Slug: slugOf(name),
    DisplayName: name,
    From: 'Unit',
    Where: where,
    WhereData: data,
    ResourceType: type,
    Annotations: { [savedByKey]: userId },
  }
}

/** The query that a Filter keeps. */
export function savedQueryOf({ Filter, Space }: ExtendedFilter): SavedQuery {
  const savedBy = Filter.Annotations?.[savedByKey]
  return {
    id: Filter.FilterID,
    spaceId: Filter.SpaceID,
    spaceSlug: Space?.Slug ?? Filter.SpaceSlug ?? '',
    name: Filter.DisplayName || Filter.Slug,
    ...(savedBy === undefined ? {} : { savedBy }),
    where: whereOf(Filter),
    data: Filter.WhereData ?? '',
    type: Filter.ResourceType ?? '',
    ...(Filter.Version === undefined ? {} : { version: Filter.Version }),
    ...(Filter.IncludeHidden
      ? { caution: 'In ConfigHub it also finds hidden Units; Hubdeck does not.' }
      : {}),
  }
}

/** A Filter may be limited to one Space beside its text. */
function whereOf({ Where = '', FromSpaceID }: Filter): string {
  const inSpace = FromSpaceID === undefined ? '' : `SpaceID = '${FromSpaceID}'`
  return [Where, inSpace].filter(Boolean).join(' AND ')
}

/**
 * Letters, digits and dashes of the name; a name without any gets a Slug of its code points.
 * @internal For tests.
 */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase()
  const words = plain.match(/[a-z0-9]+/g) ?? []
  const slug = words.join('-').slice(0, maxSlug).replace(/-+$/, '')
  if (slug !== '') return slug
  const points = [...name].map((character) => character.codePointAt(0)?.toString(16))
  return `query-${points.join('-')}`.slice(0, maxSlug).replace(/-+$/, '')
}
