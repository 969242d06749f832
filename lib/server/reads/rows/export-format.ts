import 'server-only'
import { csvLine, csvRemark } from '#lib/base/csv.ts'
import type { ExportFormat } from '#lib/rows/rows-asked.ts'

/** What an export holds, so that a file found later explains itself. */
export type Provenance = {
  readonly hub: string
  /** Everything that the query matches, or what was selected of it. */
  readonly holds: 'query' | 'selection'
  readonly where: string
  readonly whereData: string
  readonly resourceType: string
  /** What functions of ConfigHub have to say of a unit; empty for no such condition. */
  readonly computed: string
  readonly rows: number
  readonly columns: readonly string[]
  /** What the rows are sorted by, the most significant first. */
  readonly order: string
  /** What a reader cannot tell from the columns; empty when there is nothing to add. */
  readonly notes: string
  readonly exportedAt: string
  readonly exportedBy: string
  /** More match than there are rows. */
  readonly isTruncated: boolean
  readonly check: string
}

export type ExportRow = {
  readonly unitId: string
  readonly spaceId: string
  /** In the order of the columns. */
  readonly cells: readonly { readonly text: string; readonly value: string | number | null }[]
}

/** How a file is written; the line with its hash follows `end`. */
type Writer = {
  readonly begin: (provenance: Provenance) => string
  readonly row: (row: ExportRow, provenance: Provenance, isFirst: boolean) => string
  readonly end: string
}

export const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
}

export const writers: Readonly<Record<ExportFormat, Writer>> = {
  csv: {
    begin: (provenance) => {
      const remarks = Object.entries(provenance).map(([name, value]) =>
        csvRemark(name, Array.isArray(value) ? value.join(', ') : value),
      )
      return lines([...remarks, csvLine(['unitId', ...provenance.columns])])
    },
    row: ({ unitId, cells }) => lines([csvLine([unitId, ...cells.map(({ text }) => text)])]),
    end: '',
  },
  json: {
    begin: (provenance) => `{"provenance": ${JSON.stringify(provenance)},\n"units": [\n`,
    row: (row, provenance, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(objectOf(row, provenance))}`,
    end: '\n],\n',
  },
  ndjson: {
    begin: (provenance) => `${JSON.stringify({ provenance })}\n`,
    row: (row, provenance) => `${JSON.stringify(objectOf(row, provenance))}\n`,
    end: '',
  },
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\r\n`).join('')
}

function objectOf({ unitId, spaceId, cells }: ExportRow, { columns }: Provenance): object {
  const named = columns.map((id, index): [string, string | number | null] => [
    id,
    cells[index]?.value ?? null,
  ])
  return { unitId, spaceId, ...Object.fromEntries(named) }
}
