import 'server-only'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** A document as a list names it: a head of a unit, or a revision. */
export type NamedDocument = {
  /** What it is read by: UnitID of a head, RevisionID of a revision. */
  readonly id: string
  readonly DataHash?: string | undefined
  readonly DataSize?: number | undefined
  readonly ToolchainType?: string | undefined
}

type DocumentText = {
  readonly id: string
  readonly DataHash?: string | undefined
  readonly Data?: string | undefined
}
type ReadDocuments = (ids: readonly string[]) => Promise<readonly DocumentText[]>

// Cached by hash of the document, so an entry can never be stale; the caller must have received the hash from the hub.
const cells = new RecentlyUsed<string, ValueCell>(64 * 1024 * 1024)

/** What each column has in a document, in the order of the columns; undefined until all of them were read. */
export function cellsOfDocument(
  document: Omit<NamedDocument, 'id'>,
  columns: readonly ValueColumn[],
): ValueCell[] | undefined {
  const name = nameOf(document)
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
  // Clones often have equal documents: one of each is enough.
  const wanted = new Map<string, NamedDocument>()
  for (const document of documents) {
    const name = nameOf(document)
    if (document.DataHash === undefined || wanted.has(name)) continue
    if (cellsOfDocument(document, columns) === undefined) wanted.set(name, document)
  }
  const budget = new RequestBudget()
  const batches = inBatches([...wanted.values()], ({ DataSize }) => DataSize ?? 0)
  await mapParallel(batches, async (batch) => {
    const toolchains = new Map(batch.map(({ id, ToolchainType }) => [id, ToolchainType]))
    const found = await read([...toolchains.keys()])
    const texts = found.flatMap(({ id, DataHash, Data = '' }) => {
      const toolchain = toolchains.get(id)
      if (DataHash === undefined) return []
      return [{ DataHash, text: Data, ...(toolchain === undefined ? {} : { toolchain }) }]
    })
    for (const portion of inBatches(texts, ({ text }) => text.length, taskLimits)) {
      const rows = await budget.each(
        portion,
        (each) => run(work(), 'cells', { documents: each, columns }, context),
        // Without cells, its values stay unknown.
        (): ValueCell[] => [],
      )
      for (const [index, { DataHash, toolchain }] of portion.entries())
        keep(nameOf({ DataHash, ToolchainType: toolchain }), columns, rows[index] ?? [])
    }
  })
}

/** The same bytes have other values in another format. */
function nameOf({ DataHash = '', ToolchainType = '' }: Omit<NamedDocument, 'id'>): string {
  return `${DataHash} ${ToolchainType}`
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
