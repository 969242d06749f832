import { z } from 'zod'
import { ValueColumn } from '#lib/confighub/values.ts'
import { RowsQuestion, rowsCap } from '#lib/rows/rows-wire.ts'

export const ExportFormat = z.enum(['csv', 'json', 'ndjson'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** Body of `POST /api/rows/export`. */
export const ExportRequest = RowsQuestion.extend({
  format: ExportFormat,
  /** In their order; one that is read from documents says what it reads. */
  columns: z
    .array(z.object({ id: z.string().max(2000), value: ValueColumn.exactOptional() }))
    .min(1)
    .max(100),
  /** Rows are in order of unit and Space; absent = everything that matches. */
  unitIds: z.array(z.uuid()).min(1).max(rowsCap).exactOptional(),
})
export type ExportRequest = z.infer<typeof ExportRequest>

/** The beginning of the last line: the hash of every byte before that line. */
export const hashLine: Readonly<Record<ExportFormat, { readonly before: string; readonly after: string }>> = {
  csv: { before: '# sha256: ', after: '\r\n' },
  json: { before: '"sha256": "', after: '"}\n' },
  ndjson: { before: '{"sha256":"', after: '"}\n' },
}
