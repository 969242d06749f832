import { sql } from 'kysely'
import type { ColumnKind, EntityModel, ResidentTable } from '#hub/entities/entity-model.ts'
import type { ColumnsOf } from '#hub/entities/model-of.ts'

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

/** How a Space or a Target chooses its Triggers (contract 4.2, 4.8). */
export const triggerChoice = {
  WhereTrigger: 'text',
  TriggerFilterID: 'optionalUuid',
  TriggerIDs: 'list',
  TriggerHash: 'text',
} as const satisfies Partial<ColumnsOf<'Space'>>

/** Allowed in `select`, never filled. */
export const neverFilled = ['EntityType', 'HiddenReason', 'Permissions']

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
    derived: { SpaceSlug: slugOf('Space', table) },
    unfilled: ['EntityType', 'Permissions', ...unfilled],
    always: [id, 'SpaceID', 'OrganizationID', 'Slug'],
    orderBy: Object.keys(columns)
      .filter((name) => !['map', 'list'].includes(columns[name] ?? '') && name !== 'Version')
      .sort(),
    include: [...include, 'OrganizationID', 'SpaceID'],
  }
}
