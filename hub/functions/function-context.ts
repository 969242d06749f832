import type { Kysely } from 'kysely'
import type { FunctionContext } from '#hub/functions/function.ts'
import type { Tables } from '#hub/store/tables.ts'

/** The facts of a Unit that functions and the expressions in arguments see, named as in ConfigHub's FunctionContext. */
export async function functionContext(db: Kysely<Tables>, unitId: string): Promise<FunctionContext> {
  const row = await db
    .selectFrom('Unit')
    .innerJoin('Space', 'Space.SpaceID', 'Unit.SpaceID')
    .select([
      'Unit.ToolchainType',
      'Unit.Slug as UnitSlug',
      'Unit.UnitID',
      'Unit.Labels as UnitLabels',
      'Unit.Annotations as UnitAnnotations',
      'Space.SpaceID',
      'Space.Slug as SpaceSlug',
      'Space.Labels as SpaceLabels',
      'Space.Annotations as SpaceAnnotations',
      'Unit.OrganizationID',
      'Unit.TargetID',
      'Unit.HeadRevisionID as RevisionID',
      'Unit.HeadRevisionNum as RevisionNum',
      'Unit.DataHash as PreviousDataHash',
    ])
    .where('Unit.UnitID', '=', unitId)
    .executeTakeFirstOrThrow()
  const known = Object.entries(row).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as FunctionContext
}
