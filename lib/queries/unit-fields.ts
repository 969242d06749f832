import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** The field names that a schema declares; a loose schema lets others pass too. */
type Stated<T> = keyof { [Name in keyof T as string extends Name ? never : Name]: true }

/** The fields that a list of units requests. Lists never carry documents. */
export type UnitFields = {
  /** Fields of the unit itself; its id is always included. */
  readonly select: readonly Stated<ExtendedUnit['Unit']>[]
  /** Entities that a field of the unit refers to, by that field. */
  readonly include: readonly ('SpaceID' | 'HeadRevisionNum' | 'UpstreamUnitID')[]
}

/** A unit with its name and Space. */
export const nameFields: UnitFields = { select: ['Slug', 'SpaceID', 'SpaceSlug'], include: ['SpaceID'] }

/** The union of all needs, in a fixed order, so that equal needs make the same request. */
export function unionOf(needs: readonly UnitFields[]): UnitFields {
  return {
    select: [...new Set(needs.flatMap(({ select }) => select))].sort(),
    include: [...new Set(needs.flatMap(({ include }) => include))].sort(),
  }
}

/** As parameters of a list. */
export function fieldParameters({ select, include }: UnitFields): { select: string; include: string } {
  return { select: select.join(','), include: include.join(',') }
}
