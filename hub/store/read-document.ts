import { type Kysely, sql } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

/** Bytes travel as base64, because PGlite takes ten times as long over its own form. */
export const documentBytes = sql<string>`encode("Document"."Data", 'base64')`

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'))
}

export async function readDocument(db: Kysely<Tables>, DataHash: string): Promise<string> {
  const { Data } = await db
    .selectFrom('Document')
    .select(documentBytes.as('Data'))
    .where('DataHash', '=', DataHash)
    .executeTakeFirstOrThrow()
  return textOf(Data)
}

/** The documents with these hashes, by hash. */
export async function readDocuments(
  db: Kysely<Tables>,
  hashes: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const documents = await db
    .selectFrom('Document')
    .select(['DataHash', documentBytes.as('Data')])
    .where(sql<boolean>`"DataHash" = any(${[...new Set(hashes)]}::text[])`)
    .execute()
  return new Map(documents.map(({ DataHash, Data }) => [DataHash, textOf(Data)]))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function textOf(base64: string): string {
  return decoder.decode(Buffer.from(base64, 'base64'))
}
