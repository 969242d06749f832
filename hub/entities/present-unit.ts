import { present } from '#hub/entities/present.ts'

/** A stored Unit, or the part of one that a dry run would create. */
export function presentUnit(
  unit: Readonly<Record<string, unknown>>,
  spaceSlug: string | undefined,
): Record<string, unknown> {
  const { WithheldValues: _, ...answered } = unit
  const { ValidationErrors: ApplyGates, ValidationWarnings: ApplyWarnings } = unit
  return present({ ...answered, EntityType: 'Unit', ApplyGates, ApplyWarnings, SpaceSlug: spaceSlug })
}
