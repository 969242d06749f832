import { type RawBuilder, sql } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { Api, Context } from '#hub/api/http/context.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { present } from '#hub/entities/present.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { bytesOf, documentBytes, readDocuments } from '#hub/store/read-document.ts'

/** The bytes of a unit's or a revision's document; the ETag is the quoted DataHash (contract 2.1, 5.2). */
export async function answerData(
  api: Api,
  context: Context,
  table: 'Unit' | 'Revision',
  scope: readonly RawBuilder<unknown>[],
): Promise<Response> {
  const visible = visibleSql(context.get('caller'), models[table])
  const { rows } = await sql<{ DataHash: string; Data: string }>`
    select "Document"."DataHash", ${documentBytes} as "Data" from ${sql.table(table)}
    join "Document" on "Document"."DataHash" = ${sql.ref(`${table}.DataHash`)}
    where ${sql.join([...visible, ...scope], sql` and `)}`.execute(api.db)
  const [found] = rows
  if (found === undefined) throw new Failure(404, `${table} not found.`)
  const tag = `"${found.DataHash}"`
  context.header('ETag', tag)
  if (isKnown(context.req.header('If-None-Match'), tag)) return context.body(null, 304)
  context.header('Content-Type', 'application/octet-stream')
  return context.body(bytesOf(found.Data))
}

/** Rows of a list, each with its document as plain text (contract A1). */
export async function withDocuments(api: Api, rows: readonly Row[]): Promise<Record<string, unknown>[]> {
  const texts = await readDocuments(
    api.db,
    rows.map((row) => String(row.DataHash)),
  )
  return rows.map(({ OrganizationID: _, ...row }) =>
    present({ ...row, Data: texts.get(String(row.DataHash)) }),
  )
}

/** Whether the caller already has this version, by their `If-None-Match`. */
export function isKnown(header: string | undefined, tag: string): boolean {
  return header?.trim() === '*' || tagsIn(header).includes(tag)
}

/** The quoted tags of an `If-Match` or `If-None-Match` header (RFC 9110, 13.1). */
export function tagsIn(header: string | undefined): string[] {
  return (header ?? '').match(/"[^"]*"/g) ?? []
}
