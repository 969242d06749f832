import type { RawBuilder } from 'kysely'

export type ColumnKind = 'uuid' | 'text' | 'int' | 'time' | 'map'

/** What a list of one entity needs to know. Column names are attribute names (hub/store/tables.ts). */
export type EntityModel = {
  readonly table: 'Organization' | 'User' | 'Space' | 'Unit' | 'Revision' | 'Mutation' | 'Tag'
  readonly id: string
  /** Stored columns that may be asked for, and answered. */
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Read-only fields taken from related rows. */
  readonly derived: Readonly<Record<string, RawBuilder<unknown>>>
  /** Fields of the contract that this hub never fills: allowed in `select`, absent in answers. */
  readonly unfilled: readonly string[]
  /** Always answered, whatever `select` says (confighub-api 5.1). */
  readonly always: readonly string[]
  readonly orderBy: readonly string[]
  /** Names `include` takes; what they expand is in expand.ts. */
  readonly include: readonly string[]
}
