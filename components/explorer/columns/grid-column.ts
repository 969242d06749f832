import type { UnitRow } from '#components/explorer/columns/unit-row.ts'
import type { UsersById } from '#components/ui/user-name.tsx'
import type { UnitFields } from '#lib/queries/unit-fields.ts'

/** How a cell is drawn; the drawing itself is in `cell.tsx`. */
type CellKind =
  | 'unit'
  | 'space'
  | 'environment'
  | 'region'
  | 'revision'
  | 'released'
  | 'user'
  | 'time'
  | 'text'
  | 'value'

export type GridColumn = {
  readonly id: string
  readonly title: string
  /** Says more than the title has room for. */
  readonly description?: string
  readonly kind: CellKind
  readonly width: number
  /** What a list has to be asked for, or the column stays empty. */
  readonly needs: UnitFields
  readonly isNumeric?: boolean
  /** For value columns: position in `UnitRow.values`. */
  readonly valueIndex?: number
  /** No unit of the result has the path: it says nothing about any one of them. */
  readonly isNobodys?: boolean
  /** The rows on screen were not asked for what it needs. */
  readonly isUnread?: boolean
  /** What is copied, exported and compared. Empty when there is nothing. */
  readonly text: (row: UnitRow, users: UsersById | undefined) => string
  readonly sort: (row: UnitRow, users: UsersById | undefined) => string | number | undefined
}
