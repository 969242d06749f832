import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'

/** Slugs consist of these characters only; others match no name, and some have a meaning in a query. */
const slugPart = /^[-_.A-Za-z0-9]*$/

/** Units whose slug contains the text, or `space/unit` with parts of both; a handful, for a quick jump. */
export const unitsNamedQuery = (name: string) => {
  const parts = name.split('/')
  const unitPart = parts.at(-1) ?? ''
  const spacePart = parts.length > 1 ? (parts[0] ?? '') : ''
  return queryOptions({
    queryKey: ['units', 'named', name],
    queryFn: async ({ signal }): Promise<ExtendedUnit[]> => {
      const inSpace = spacePart === '' ? '' : ` AND Space.Slug ILIKE '%${spacePart}%'`
      const { items } = await browserHub.unitPage(
        {
          where: `Slug ILIKE '%${unitPart}%'${inSpace}`,
          select: 'Slug,SpaceID,SpaceSlug',
          include: 'SpaceID',
          order_by: 'Slug',
          limit: 20,
        },
        signal,
      )
      return items
    },
    enabled: name !== '' && parts.length <= 2 && slugPart.test(unitPart) && slugPart.test(spacePart),
    placeholderData: keepPreviousData,
  })
}
