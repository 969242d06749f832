import { z } from 'zod'
import { ValueColumn } from '#lib/confighub/values.ts'
import { RowsQuestion, rowsCap } from '#lib/rows/rows-wire.ts'

export const ExportFormat = z.enum(['csv', 'json', 'ndjson'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** One that is read from documents says what it reads. */
const ExportedColumn = z.object({ id: z.string().max(2000), value: ValueColumn.exactOptional() })

/** Body of `POST /api/rows/export`. */
export const ExportRequest = RowsQuestion.extend({
  format: ExportFormat,
  /** In their order. */
  columns: z.array(ExportedColumn).min(1).max(100),
  /** The most significant first; rows that are equal in all are in order of unit and Space. */
  order: z
    .array(ExportedColumn.extend({ isDescending: z.boolean(), isGroup: z.boolean() }))
    .max(100)
    .exactOptional(),
  /** Absent = everything that matches. */
  unitIds: z.array(z.uuid()).min(1).max(rowsCap).exactOptional(),
})
export type ExportRequest = z.infer<typeof ExportRequest>

/** The beginning of the last line: the hash of every byte before that line. */
export const hashLine: Readonly<Record<ExportFormat, { readonly before: string; readonly after: string }>> = {
  csv: { before: '# sha256: ', after: '\r\n' },
  json: { before: '"sha256": "', after: '"}\n' },
  ndjson: { before: '{"sha256":"', after: '"}\n' },
}
