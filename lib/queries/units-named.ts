import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { compareText } from '#lib/base/code-point-order.ts'
import type { ExtendedSpace, ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { byNearness, hasWords, readingsOf, whereOf, wordsOf } from '#lib/queries/unit-search.ts'

/** For a quick jump; more are found by a query. */
const mostUnits = 20

/** A single character occurs in almost every name. */
export const fewestCharacters = 2

/** Units by parts of their name and their Space's name, and the text they answer. `spaces` spares calls for Spaces that do not exist. */
export const unitsNamedQuery = (text: string, spaces: readonly ExtendedSpace[] | undefined) => {
  const known = spaces?.map(({ Space }) => Space)
  const readings = readingsOf(
    text,
    known?.map(({ Slug }) => Slug),
  )
  return queryOptions({
    queryKey: ['units', 'named', text, spaces === undefined],
    queryFn: async ({ signal }): Promise<{ text: string; units: ExtendedUnit[] }> => {
      const pages = await Promise.all(
        readings.map((reading) =>
          browserHub.unitPage(
            {
              where: whereOf(reading, known),
              select: 'Slug,SpaceID,SpaceSlug',
              include: 'SpaceID',
              order_by: 'Slug',
              limit: mostUnits,
            },
            signal,
          ),
        ),
      )
      return {
        text,
        units: nearest(
          pages.flatMap(({ items }) => items),
          text,
        ),
      }
    },
    enabled: text.length >= fewestCharacters && readings.length > 0,
    placeholderData: keepPreviousData,
  })
}

function nearest(units: readonly ExtendedUnit[], text: string): ExtendedUnit[] {
  const words = wordsOf(text.replaceAll('/', ' '))
  const compare = byNearness(words)
  const each = new Map(units.map((unit) => [unit.Unit.UnitID, unit]))
  return (
    [...each.values()]
      // `_` stands for any character in the query.
      .filter((unit) => hasWords(`${spaceSlugOf(unit)}/${unit.Unit.Slug}`, words))
      .sort((a, b) => compare(a.Unit.Slug, b.Unit.Slug) || compareText(spaceSlugOf(a), spaceSlugOf(b)))
      .slice(0, mostUnits)
  )
}

function spaceSlugOf({ Unit, Space }: ExtendedUnit): string {
  return Space?.Slug ?? Unit.SpaceSlug ?? ''
}
