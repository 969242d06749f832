import { type RawBuilder, sql } from 'kysely'
import type { Api, Context } from '#hub/api/context.ts'
import { Failure } from '#hub/api/failure.ts'
import type { Row } from '#hub/api/list.ts'
import { present } from '#hub/api/present.ts'
import { textOf } from '#hub/store/write-document.ts'

/** The bytes of a unit's or a revision's document; the ETag is the quoted DataHash (confighub-api 2.1, 5.2). */
export async function answerData(
  api: Api,
  context: Context,
  table: 'Unit' | 'Revision',
  scope: readonly RawBuilder<unknown>[],
): Promise<Response> {
  const organization = sql`${sql.ref(`${table}.OrganizationID`)} = ${context.get('caller').OrganizationID}`
  const { rows } = await sql<{ DataHash: string; Data: Uint8Array }>`
    select "Document"."DataHash", "Document"."Data" from ${sql.table(table)}
    join "Document" on "Document"."DataHash" = ${sql.ref(`${table}.DataHash`)}
    where ${sql.join([organization, ...scope], sql` and `)}`.execute(api.db)
  const [found] = rows
  if (found === undefined) throw new Failure(404, `${table} not found.`)
  const tag = `"${found.DataHash}"`
  context.header('ETag', tag)
  if (tagsIn(context.req.header('If-None-Match')).includes(tag)) return context.body(null, 304)
  context.header('Content-Type', 'application/octet-stream')
  return context.body(Uint8Array.from(found.Data))
}

/** Rows of a list, each with its document as plain text (addendum 1). */
export async function withDocuments(api: Api, rows: readonly Row[]): Promise<Record<string, unknown>[]> {
  const hashes = [...new Set(rows.map((row) => String(row.DataHash)))]
  const { rows: documents } = await sql<{ DataHash: string; Data: Uint8Array }>`
    select "DataHash", "Data" from "Document" where "DataHash" = any(${hashes}::text[])`.execute(api.db)
  const texts = new Map(documents.map(({ DataHash, Data }) => [DataHash, textOf(Data)]))
  return rows.map(({ OrganizationID: _, ...row }) =>
    present({ ...row, Data: texts.get(String(row.DataHash)) }),
  )
}

/** The quoted tags of an `If-Match` or `If-None-Match` header (RFC 9110, 13.1). */
export function tagsIn(header: string | undefined): string[] {
  return (header ?? '').match(/"[^"]*"/g) ?? []
}
