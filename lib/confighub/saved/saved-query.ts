import * as z from 'zod/mini'
import type { NewFilter } from '#lib/confighub/client.ts'
import { nameOf, newEntity, type SavedEntity, savedEntityOf } from '#lib/confighub/saved/saved-entity.ts'
import type { ExtendedFilter, Filter } from '#lib/confighub/schema/entities.ts'

/** A query over Units that has a name: a Filter of ConfigHub (contract 4.7, 8i). */
export type SavedQuery = SavedEntity & {
  readonly where: string
  readonly data: string
  readonly type: string
}

/** What a browser sends to save a query; with `filterId` an earlier one is replaced. */
export const SaveQueryRequest = z.object({
  spaceId: z.uuid(),
  filterId: z.exactOptional(z.uuid()),
  /** The Version that was read; another one is a conflict. */
  version: z.exactOptional(z.int()),
  name: nameOf('query'),
  where: z.string().check(z.maxLength(10_000)),
  data: z.string().check(z.maxLength(10_000)),
  type: z.string().check(z.maxLength(256)),
})
export type SaveQueryRequest = z.infer<typeof SaveQueryRequest>

export const ForgetQueryRequest = z.object({ spaceId: z.uuid(), filterId: z.uuid() })
export type ForgetQueryRequest = z.infer<typeof ForgetQueryRequest>

/** What the answer to either names. */
export const KeptQuery = z.object({ filterId: z.uuid(), spaceId: z.uuid() })
export type KeptQuery = z.infer<typeof KeptQuery>

/** The Filter that keeps a query. */
export function filterOf({ name, where, data, type }: SaveQueryRequest, userId: string): NewFilter {
  return {
    ...newEntity(name, 'query', userId),
    From: 'Unit',
    Where: where,
    WhereData: data,
    ResourceType: type,
  }
}

/** The query that a Filter keeps. */
export function savedQueryOf({ Filter, Space }: ExtendedFilter): SavedQuery {
  return {
    ...savedEntityOf(Filter.FilterID, Filter, Space),
    where: whereOf(Filter),
    data: Filter.WhereData ?? '',
    type: Filter.ResourceType ?? '',
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
