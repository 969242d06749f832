import 'server-only'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import {
  documentKey,
  type NamedDocument,
  type ReadDocuments,
  readTexts,
} from '#lib/server/reads/document-texts.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

// Cached by hash of the document, so an entry can never be stale; the caller must have received the hash from the hub.
const cells = new RecentlyUsed<string, ValueCell>(64 * 1024 * 1024)

/** What each column has in a document, in the order of the columns; undefined until all of them were read. */
export function cellsOfDocument(
  document: Omit<NamedDocument, 'id'>,
  columns: readonly ValueColumn[],
): ValueCell[] | undefined {
  const name = documentKey(document)
  const row = columns.map((column) => cells.get(cellKey(name, column)))
  const known = row.filter((cell) => cell !== undefined)
  return known.length === row.length ? known : undefined
}

/** Reads what is not known yet of these documents. What cannot be read stays unknown. */
export async function readDocumentCells(
  documents: readonly NamedDocument[],
  columns: readonly ValueColumn[],
  read: ReadDocuments,
  context: TaskContext,
): Promise<void> {
  const isMissing = (document: NamedDocument) => cellsOfDocument(document, columns) === undefined
  const budget = new RequestBudget()
  await readTexts(documents, isMissing, read, async (portion) => {
    const rows = await budget.each(
      portion,
      (each) => run(work(), 'cells', { documents: each, columns }, context),
      // Without cells, its values stay unknown.
      (): ValueCell[] => [],
    )
    for (const [index, { key }] of portion.entries()) keep(key, columns, rows[index] ?? [])
  })
}

function keep(document: string, columns: readonly ValueColumn[], found: readonly ValueCell[]): void {
  for (const [index, cell] of found.entries()) {
    const column = columns[index]
    if (column === undefined) continue
    cells.set(cellKey(document, column), cell, 200 + JSON.stringify(cell).length)
  }
}

function cellKey(document: string, { resourceType, path }: ValueColumn): string {
  // Types and paths may contain blanks, so if they were joined by one, two columns could share their cells.
  return JSON.stringify([document, resourceType, path])
}
