import type { RawBuilder } from 'kysely'
import type { Entity } from '#lib/where/attributes.ts'

/** `json` is any value, and text search ignores it. */
export type ColumnKind = 'uuid' | 'optionalUuid' | 'text' | 'int' | 'bool' | 'time' | 'map' | 'list' | 'json'

/** What a list of one entity needs to know. Column names are attribute names (hub/store/tables.ts). */
export type EntityModel = {
  readonly table: EntityTable
  readonly id: string
  /** A query that replaces the table, under its name, where the rows of a list are computed. */
  readonly from?: RawBuilder<unknown>
  /** Stored columns that may be selected and are returned. */
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Columns for the hub's own use: never part of an answer or a query. */
  readonly internal?: readonly string[]
  /** Read-only fields taken from related rows. */
  readonly derived: Readonly<Record<string, RawBuilder<unknown>>>
  /** Fields of the contract that this hub never fills: allowed in `select`, absent in answers. */
  readonly unfilled: readonly string[]
  /** Always returned, whatever `select` says (contract 5.1). */
  readonly always: readonly string[]
  readonly orderBy: readonly string[]
  /** How to order by a field that is not a column. */
  readonly ordering?: Readonly<Record<string, RawBuilder<unknown>>>
  /** Names `include` takes; what they expand is in hub/query/expand.ts. */
  readonly include: readonly string[]
}

/** A table has the name that its entity has in queries. */
export type EntityTable = Entity

/** Entities that live in a Space (contract 5.4). */
export type ResidentTable = Extract<
  Entity,
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
>

/** Whether the entity may be hidden from lists (contract 4.1). */
export function canHide(model: EntityModel): boolean {
  return Object.hasOwn(model.columns, 'HiddenReason')
}
