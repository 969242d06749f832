import type { Kysely } from 'kysely'
import type { FunctionContext } from '#hub/functions/function.ts'
import type { Prepared } from '#hub/functions/invoke.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * The facts of a Unit that expressions in arguments can use (contract 4.10); undefined where no argument is an
 * expression.
 */
export async function aboutUnit(
  db: Kysely<Tables>,
  unitId: string,
  { calls }: Prepared,
): Promise<FunctionContext | undefined> {
  return calls.some((call) => call.late) ? functionContext(db, unitId) : undefined
}

/** The names are those of ConfigHub's FunctionContext. */
async function functionContext(db: Kysely<Tables>, unitId: string): Promise<FunctionContext> {
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
