import { sql } from 'kysely'

/** Columns that most entities have (confighub-api 4.1). */
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
} as const

export const neverFilled = ['EntityType', 'HiddenReason', 'Permissions']
export const slugOf = (table: 'Space' | 'Unit', of: string) =>
  sql`(select parent."Slug" from ${sql.table(table)} as parent where parent.${sql.ref(`${table}ID`)} = ${sql.ref(of)}.${sql.ref(`${table}ID`)})`
