import { present } from '#hub/entities/present.ts'

/** A stored Unit, or the part of one that a dry run would create. */
export function presentUnit(
  unit: Readonly<Record<string, unknown>>,
  spaceSlug: string | undefined,
): Record<string, unknown> {
  const { WithheldValues: _, ...answered } = unit
  return present({ ...answered, SpaceSlug: spaceSlug })
}
