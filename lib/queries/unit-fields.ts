import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'

/** The names that a schema states; a loose one lets any other through. */
type Stated<T> = keyof { [Name in keyof T as string extends Name ? never : Name]: true }

/** What a list of units is asked for. Lists never carry documents. */
export type UnitFields = {
  /** Fields of the unit itself; its id always comes along. */
  readonly select: readonly Stated<ExtendedUnit['Unit']>[]
  /** Entities that a field of the unit refers to, by that field. */
  readonly include: readonly ('SpaceID' | 'HeadRevisionNum' | 'UpstreamUnitID')[]
}

/** A unit by its name, and where it stands. */
export const nameFields: UnitFields = { select: ['Slug', 'SpaceID', 'SpaceSlug'], include: ['SpaceID'] }

/** All that any of them needs, in one order, so that equal needs are one question. */
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

/** Whether an answer to `asked` holds all that is needed. */
export function covers(asked: UnitFields, { select, include }: UnitFields): boolean {
  return (
    select.every((field) => asked.select.includes(field)) &&
    include.every((field) => asked.include.includes(field))
  )
}
