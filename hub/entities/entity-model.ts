import type { RawBuilder } from 'kysely'

/** `json` is any value, and no text search looks into it. */
export type ColumnKind = 'uuid' | 'optionalUuid' | 'text' | 'int' | 'bool' | 'time' | 'map' | 'list' | 'json'

/** What a list of one entity needs to know. Column names are attribute names (hub/store/tables.ts). */
export type EntityModel = {
  readonly table: EntityTable
  readonly id: string
  /** What stands in for the table, under its name, where the rows of a list come from a query. */
  readonly from?: RawBuilder<unknown>
  /** Stored columns that may be asked for, and answered. */
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Columns that the hub keeps and ConfigHub has no field for: neither answered nor asked for. */
  readonly internal?: readonly string[]
  /** Read-only fields taken from related rows. */
  readonly derived: Readonly<Record<string, RawBuilder<unknown>>>
  /** Fields of the contract that this hub never fills: allowed in `select`, absent in answers. */
  readonly unfilled: readonly string[]
  /** Always answered, whatever `select` says (contract 5.1). */
  readonly always: readonly string[]
  readonly orderBy: readonly string[]
  /** What orders by a field that is no column. */
  readonly ordering?: Readonly<Record<string, RawBuilder<unknown>>>
  /** Names `include` takes; what they expand is in hub/query/expand.ts. */
  readonly include: readonly string[]
}

export type EntityTable =
  | 'Organization'
  | 'User'
  | 'Space'
  | 'Unit'
  | 'Revision'
  | 'Mutation'
  | 'Resource'
  | 'UnitEvent'
  | 'QueuedOperation'
  | ResidentTable

/** Entities that live in a Space (contract 5.4). */
export type ResidentTable =
  | 'Attestation'
  | 'BridgeWorker'
  | 'ChangeSet'
  | 'Filter'
  | 'Invocation'
  | 'Link'
  | 'Release'
  | 'Tag'
  | 'Target'
  | 'Trigger'
  | 'View'

/** Whether the entity may be hidden from lists (contract 4.1). */
export function canHide(model: EntityModel): boolean {
  return Object.hasOwn(model.columns, 'HiddenReason')
}
