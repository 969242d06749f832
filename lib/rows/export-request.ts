import * as z from 'zod/mini'
import { ValueColumn } from '#lib/confighub/values.ts'
import { type ExportFormat, exportFormats, rowsCap } from '#lib/rows/rows-asked.ts'
import { FilteredQuestion } from '#lib/rows/rows-wire.ts'

/** One that is read from documents says what it reads. */
const ExportedColumn = z.object({
  id: z.string().check(z.maxLength(2000)),
  value: z.exactOptional(ValueColumn),
})

/** Body of `POST /api/rows/export`. */
export const ExportRequest = z.extend(FilteredQuestion, {
  format: z.enum(exportFormats),
  /** In their order. */
  columns: z.array(ExportedColumn).check(z.minLength(1), z.maxLength(100)),
  /** The most significant first; rows that are equal in all are in order of unit and Space. */
  order: z.exactOptional(
    z
      .array(z.extend(ExportedColumn, { isDescending: z.boolean(), isGroup: z.boolean() }))
      .check(z.maxLength(100)),
  ),
  /** Absent = everything that matches. */
  unitIds: z.exactOptional(z.array(z.uuid()).check(z.minLength(1), z.maxLength(rowsCap))),
})
export type ExportRequest = z.infer<typeof ExportRequest>

/** The beginning of the last line: the hash of every byte before that line. */
export const hashLine: Readonly<Record<ExportFormat, { readonly before: string; readonly after: string }>> = {
  csv: { before: '# sha256: ', after: '\r\n' },
  json: { before: '"sha256": "', after: '"}\n' },
  ndjson: { before: '{"sha256":"', after: '"}\n' },
}
