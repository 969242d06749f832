import type { Selectable } from 'kysely'
import type { ColumnKind, EntityModel, EntityTable } from '#hub/entities/entity-model.ts'
import type { ResourceTable, Tables, UnitTable } from '#hub/store/tables.ts'

/** Columns for the hub's own use. @internal Exported for types and a test. */
export const unanswered = {
  Link: ['ActsForUserID', 'DownstreamPaths', 'DownstreamSetters', 'UpstreamGetters', 'UpstreamPaths'],
  QueuedOperation: ['UpdatedAt'],
  Release: ['Compressed'],
  Trigger: ['ActsForUserID'],
  Unit: ['WithheldValues'],
  User: ['OrgRole', 'TokenExpiresAt', 'TokenHash'],
} as const satisfies { readonly [T in EntityTable]?: readonly (keyof Tables[T])[] }

type Unanswered<T> = T extends keyof typeof unanswered ? (typeof unanswered)[T][number] : never

/** A row of `Resource` comes from a query over stored documents and the Units that have them. */
type ListedResource = Omit<ResourceTable, 'DataHash' | 'Format'> & { ResourceID: string } & Pick<
    UnitTable,
    | 'OrganizationID'
    | 'SpaceID'
    | 'UnitID'
    | 'TargetID'
    | 'ToolchainType'
    | 'HiddenReason'
    | 'CreatedAt'
    | 'UpdatedAt'
  >

type Row<T extends EntityTable> = Selectable<T extends 'Resource' ? ListedResource : Tables[T]>

/** The kinds that a column of this type may have. */
type KindOf<V> = unknown extends V
  ? 'json'
  : NonNullable<V> extends boolean
    ? 'bool'
    : NonNullable<V> extends number
      ? 'int'
      : NonNullable<V> extends string
        ? null extends V
          ? 'optionalUuid' | 'time'
          : 'uuid' | 'text' | 'time'
        : NonNullable<V> extends readonly unknown[]
          ? 'list'
          : 'map'

/** Every column of the table that answers contain, each with a kind that fits its type. */
export type ColumnsOf<T extends EntityTable> = {
  readonly [C in Exclude<keyof Row<T>, Unanswered<T>> & string]: KindOf<Row<T>[C]> & ColumnKind
}

/** The model of an entity, with exactly the columns of its table. */
export function modelOf<T extends EntityTable>(
  model: Omit<EntityModel, 'table' | 'columns'> & { readonly table: T; readonly columns: ColumnsOf<T> },
): EntityModel {
  return model
}
