import type { CellKind } from '#lib/rows/metadata-columns.ts'
import type { UnitColumn } from '#lib/rows/unit-columns.ts'

export type GridColumn = UnitColumn & {
  readonly id: string
  readonly title: string
  /** A longer description than the title has room for. */
  readonly description?: string
  readonly kind: CellKind
  readonly width: number
  /** Its values are computed by a function of ConfigHub, for the rows on screen. */
  readonly isComputed?: boolean
  /** It stays at the left while the others scroll. */
  readonly isPinned?: boolean
  /** No unit of the result has the path. */
  readonly isNobodys?: boolean
  /** The rows on screen were requested without the fields it needs. */
  readonly isUnread?: boolean
  /** How many rows differ in it from what they are compared with. */
  readonly differing?: number
}

/** Inside a sentence; what Hubdeck did not name, as a path or a label, is written as it is. */
export function titleInside({ id, title }: Pick<GridColumn, 'id' | 'title'>): string {
  return /[. ]/.test(id) ? title : title.toLowerCase()
}
