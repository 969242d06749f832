import { present } from '#hub/api/present.ts'
import type { UnitRow } from '#hub/api/write-unit.ts'

export function presentUnit(unit: UnitRow, spaceSlug: string | undefined): Record<string, unknown> {
  return present({ ...unit, SpaceSlug: spaceSlug })
}
