import { sql } from 'kysely'
import type { ColumnKind, EntityModel, ResidentTable } from '#hub/entities/entity-model.ts'
import type { ColumnsOf } from '#hub/entities/model-of.ts'
import { orderFields } from '#hub/entities/models/order-fields.ts'

/** Columns that most entities have (contract 4.1). */
export const common = {
  OrganizationID: 'uuid',
  Slug: 'text',
  DisplayName: 'text',
  Labels: 'map',
  Annotations: 'map',
  DeleteGates: 'map',
  CreatedAt: 'time',
  UpdatedAt: 'time',
  Version: 'int',
} as const satisfies Partial<ColumnsOf<'Tag'>>

/** What Triggers and merges leave on Units and Revisions (contract 4.3, 4.4). */
export const verdicts = {
  ValidationErrors: 'map',
  ValidationWarnings: 'map',
  ValidationResults: 'map',
  ValidationTriggerIDs: 'map',
  Values: 'map',
  ValueTriggerIDs: 'map',
  Conflicts: 'list',
} as const satisfies Partial<ColumnsOf<'Unit'>>

/** Copies under the names of older generations (contract 4.3). */
export const olderNames = (table: 'Unit' | 'Revision') => ({
  ApplyGates: sql`${sql.ref(`${table}.ValidationErrors`)}`,
  ApplyWarnings: sql`${sql.ref(`${table}.ValidationWarnings`)}`,
})

/** How a Space or a Target chooses its Triggers (contract 4.2, 4.8). */
export const triggerChoice = {
  WhereTrigger: 'text',
  TriggerFilterID: 'optionalUuid',
  TriggerIDs: 'list',
  TriggerHash: 'text',
} as const satisfies Partial<ColumnsOf<'Space'>>

/** The kind of entity, by the name that `include` and the schemas use (contract 4.1). */
export const entityType = (name: string) => ({ EntityType: sql`${sql.lit(name)}::text` })

export const slugOf = (table: 'Space' | 'Unit', of: string) =>
  sql`(select parent."Slug" from ${sql.table(table)} as parent where parent.${sql.ref(`${table}ID`)} = ${sql.ref(of)}.${sql.ref(`${table}ID`)})`

type OwnColumns<T extends ResidentTable> = Omit<
  ColumnsOf<T>,
  keyof typeof common | 'HiddenReason' | 'SpaceID' | `${T}ID`
>

/** The model of an entity that lives in a Space: the common columns and its own. */
export function resident<T extends ResidentTable>(
  table: T,
  own: OwnColumns<T>,
  include: readonly string[],
  unfilled: readonly string[] = [],
  internal: readonly string[] = [],
): EntityModel {
  const id = `${table}ID`
  const columns: Record<string, ColumnKind> = {
    ...common,
    HiddenReason: 'text',
    [id]: 'uuid',
    SpaceID: 'uuid',
    ...own,
  }
  return {
    table,
    id,
    columns,
    internal,
    derived: { ...entityType(table), SpaceSlug: slugOf('Space', table) },
    unfilled: ['Permissions', ...unfilled],
    always: [id, 'SpaceID', 'OrganizationID', 'Slug'].filter((name) => !internal.includes(name)),
    orderBy: orderFields(table),
    include: [...include, 'OrganizationID', 'SpaceID'],
  }
}
