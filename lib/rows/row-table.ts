import { isRecord } from '#lib/base/records.ts'
import { type Derived, type Dimensions, dimensionsOf } from '#lib/confighub/dimensions.ts'
import {
  Column,
  type ColumnValue,
  copyCell,
  isUnread,
  mapColumn,
  pending,
  type Translate,
  unreadable,
} from '#lib/rows/column.ts'
import type { Packed } from '#lib/rows/packed.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'
import type { RowsBatch, SpaceFacts } from '#lib/rows/rows-wire.ts'

/** What each field that is asked for fills. */
export const fieldColumns = {
  head: ['head'],
  released: ['released'],
  description: ['description'],
  checks: ['checks'],
  hash: ['hash'],
  labels: ['labels'],
  change: ['changedBy', 'changedAt'],
  upstream: ['behind'],
} as const satisfies Readonly<Record<AskedField, readonly string[]>>

/** What is sent of every unit, whatever is asked for. */
export const alwaysSent = ['slug', 'spaceId', 'space'] as const
/** The columns that are sent, and those that follow from the Space of a unit. */
export const sentColumns = [...alwaysSent, ...Object.values(fieldColumns).flat()]
export type SentColumn = (typeof sentColumns)[number]

type KnownSpace = SpaceFacts & { readonly dimensions: Dimensions }
/** What the Space of a unit says about where the unit is. */
export const spaceColumns = ['environment', 'region', 'continent'] as const
export type SpaceColumn = (typeof spaceColumns)[number]

/** Rows of units, column by column. Rows are only ever added, and keep their number. */
export class RowTable {
  readonly ids: string[] = []
  /** What was asked for; all else is unread. */
  readonly fields: readonly AskedField[]
  readonly #values = new Map<string, Column>()
  readonly #rowOf = new Map<string, number>()
  readonly #sent: Readonly<Record<SentColumn, Column>>
  #spaces: ReadonlyMap<string, KnownSpace> | undefined
  /** Columns that follow from another one, as long as that is as it was. */
  readonly #derived = new Map<string, { readonly state: string; readonly column: Column }>()
  #spacesVersion = 0

  constructor(fields: readonly AskedField[]) {
    this.fields = fields
    const made = sentColumns.map((name) => [name, new Column()] as const)
    // Every name is in the list the record is made of.
    this.#sent = Object.fromEntries(made) as Record<SentColumn, Column>
  }

  get count(): number {
    return this.ids.length
  }

  rowOf(id: string): number | undefined {
    return this.#rowOf.get(id)
  }

  sent(name: SentColumn): Column {
    return this.#sent[name]
  }

  /** What the Space of each unit says; to come until the Spaces are known, unknown where its Space was not sent. */
  bySpace(name: SpaceColumn): Column {
    return this.#ofSpace(name, (space) =>
      name === 'continent' ? space.Labels?.Continent : space.dimensions[name],
    )
  }

  spaceLabel(key: string): Column {
    return this.#ofSpace(`Space.Labels.${key}`, ({ Labels = {} }) =>
      Object.hasOwn(Labels, key) ? Labels[key] : undefined,
    )
  }

  label(key: string): Column {
    return this.#follow(`Labels.${key}`, this.#sent.labels, (text) => labelIn(text, key))
  }

  /** Cells of a path in documents, by the id of its column; all to come at first. */
  valueColumn(id: string): Column {
    const known = this.#values.get(id)
    if (known !== undefined) return known
    const column = new Column()
    this.#values.set(id, column)
    return column
  }

  spaceOf(row: number): KnownSpace | undefined {
    return this.#spaces?.get(this.#sent.spaceId.textAt(row) ?? '')
  }

  /** Of the units in it, and others. */
  spaces(): Iterable<KnownSpace> {
    return this.#spaces?.values() ?? []
  }

  /** How many of these rows have it because of the Slug of their Space, not because of a label. */
  countDerived(name: keyof Derived, rows: Uint32Array): number {
    const { codes, values } = this.#sent.spaceId
    const derived = values.map((id) => this.#spaces?.get(String(id))?.dimensions.derived[name] === true)
    return rows.reduce((sum, row) => sum + (derived[codes[row] ?? 0] === true ? 1 : 0), 0)
  }

  /** Documents that are the same have the same values: what was read for other rows need not be read again. */
  keepValues(from: RowTable): void {
    for (const [id, known] of from.#values) {
      const column = this.valueColumn(id)
      for (const [row, unitId] of this.ids.entries()) {
        const before = from.rowOf(unitId)
        const hash = this.#sent.hash.valueAt(row)
        if (before === undefined || hash === undefined || from.#sent.hash.valueAt(before) !== hash) continue
        // What was not read then may be read now.
        if (isUnread(known.codeAt(before))) continue
        copyCell(known, before, column, row)
      }
    }
  }

  /** A unit that moved from one page to the next while they were read is one row. */
  append({ ids, columns }: RowsBatch): void {
    const rows = ids.map((id) => {
      if (this.#rowOf.has(id)) return undefined
      this.#rowOf.set(id, this.ids.length)
      return this.ids.push(id) - 1
    })
    for (const name of sentColumns) fill(this.#sent[name], rows, columns[name])
  }

  /** Further cells of rows that are there. */
  complete({ ids, columns }: RowsBatch): void {
    const rows = ids.map((id) => this.#rowOf.get(id))
    for (const name of sentColumns) fill(this.#sent[name], rows, columns[name])
  }

  /** The cells of a unit that another table has read anew. Values of another document are to come again. */
  takeRow(from: RowTable, fromRow: number, row: number): void {
    if (from.#sent.hash.valueAt(fromRow) !== this.#sent.hash.valueAt(row))
      for (const column of this.#values.values()) column.setCode(row, pending)
    for (const name of sentColumns) {
      const cells = from.#sent[name]
      if (!isUnread(cells.codeAt(fromRow))) copyCell(cells, fromRow, this.#sent[name], row)
    }
  }

  setSpaces(spaces: readonly SpaceFacts[]): void {
    this.#spaces = new Map(
      spaces.map((space) => [space.SpaceID, { ...space, dimensions: dimensionsOf(space) }] as const),
    )
    this.#spacesVersion += 1
  }

  /** Nothing more comes: what is still missing is unknown. */
  settle(): void {
    for (const name of this.fields.flatMap((field) => fieldColumns[field]))
      this.#sent[name].settle(this.count)
  }

  #ofSpace(name: string, read: (space: KnownSpace) => ColumnValue | undefined): Column {
    if (this.#spaces === undefined) return new Column()
    return this.#follow(name, this.#sent.spaceId, (id) => {
      const space = this.#spaces?.get(String(id))
      return space === undefined ? unreadable : read(space)
    })
  }

  /** Each different value is translated once, and again only after the cells that it follows from have changed. */
  #follow(name: string, from: Column, translate: Translate): Column {
    const state = `${this.count} ${from.version} ${this.#spacesVersion}`
    const known = this.#derived.get(name)
    if (known?.state === state) return known.column
    const column = mapColumn(from, this.count, translate)
    this.#derived.set(name, { state, column })
    return column
  }
}

/** Labels come as JSON of all of them. */
function labelIn(text: ColumnValue, key: string): string | undefined {
  const labels: unknown = JSON.parse(String(text))
  const value = isRecord(labels) && Object.hasOwn(labels, key) ? labels[key] : undefined
  return typeof value === 'string' ? value : undefined
}

function fill(column: Column, rows: readonly (number | undefined)[], cells: Packed | undefined): void {
  if (cells === undefined) return
  const codes = [column.codeOf(undefined), ...cells.values.map((value) => column.codeOf(value))]
  for (const [index, row] of rows.entries()) {
    if (row !== undefined) column.setCode(row, codes[cells.at[index] ?? 0] ?? 0)
  }
}
