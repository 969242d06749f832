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
  /** A longer description than the title has room for. */
  readonly description?: string
  readonly kind: CellKind
  readonly width: number
  /** Fields that the list must request, or the column stays empty. */
  readonly needs: UnitFields
  readonly isNumeric?: boolean
  /** For value columns: position in `UnitRow.values`. */
  readonly valueIndex?: number
  /** No unit of the result has the path. */
  readonly isNobodys?: boolean
  /** The rows on screen were requested without the fields it needs. */
  readonly isUnread?: boolean
  /** The text that is copied, exported and compared; empty when there is no value. */
  readonly text: (row: UnitRow, users: UsersById | undefined) => string
  readonly sort: (row: UnitRow, users: UsersById | undefined) => string | number | undefined
}
