import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Dimensions, dimensionsOf } from '#lib/confighub/dimensions.ts'
import { spacesQuery } from '#lib/queries/directory.ts'

/** The environment and region of a Space by its Slug; what its labels say counts as soon as they are read. */
export function useSpaceDimensions(): (slug: string) => Dimensions {
  const { data } = useQuery(spacesQuery())
  return useMemo(() => {
    const known = new Map((data ?? []).map(({ Space }) => [Space.Slug, dimensionsOf(Space)]))
    return (slug) => known.get(slug) ?? dimensionsOf({ Slug: slug })
  }, [data])
}
