import 'server-only'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** A document as a list names it: a head of a unit, or a revision. */
export type NamedDocument = {
  /** What it is read by: UnitID of a head, RevisionID of a revision. */
  readonly id: string
  readonly DataHash?: string | undefined
  readonly DataSize?: number | undefined
  readonly ToolchainType?: string | undefined
}

type ReadData = {
  readonly id: string
  readonly DataHash?: string | undefined
  readonly Data?: string | undefined
}
export type ReadDocuments = (ids: readonly string[]) => Promise<readonly ReadData[]>

/** What has to be selected of units whose documents are read. */
export const documentFields = ['DataHash', 'DataSize', 'ToolchainType'] as const

/** Reads heads by UnitID. */
export function headReader(hub: ConfigHub, { signal }: TaskContext): ReadDocuments {
  return async (unitIds) => {
    const found = await hub.unitDataById(unitIds, signal)
    return found.map(({ UnitID, DataHash, Data }) => ({ id: UnitID, DataHash, Data }))
  }
}

/** Reads revisions by RevisionID. */
export function revisionReader(hub: ConfigHub, { signal }: TaskContext): ReadDocuments {
  return async (revisionIds) => {
    const found = await hub.revisionDataById(revisionIds, signal)
    return found.map(({ RevisionID, DataHash, Data }) => ({ id: RevisionID, DataHash, Data }))
  }
}

/** Names a document and how it is read: the same bytes have other values in another format. */
export function documentKey({ DataHash = '', ToolchainType = '' }: Omit<NamedDocument, 'id'>): string {
  return `${DataHash} ${ToolchainType}`
}

export type DocumentText = { readonly key: string; readonly text: string; readonly toolchain?: string }

/**
 * Reads documents, one of those that are equal, as clones often are, and hands them on in portions that one task can
 * process.
 */
export async function readTexts(
  documents: readonly NamedDocument[],
  isWanted: (document: NamedDocument) => boolean,
  read: ReadDocuments,
  process: (portion: readonly DocumentText[]) => Promise<void>,
): Promise<void> {
  const wanted = new Map<string, NamedDocument>()
  for (const document of documents) {
    const key = documentKey(document)
    if (document.DataHash !== undefined && !wanted.has(key) && isWanted(document)) wanted.set(key, document)
  }
  const batches = inBatches([...wanted.values()], ({ DataSize }) => DataSize ?? 0)
  await mapParallel(batches, async (batch) => {
    const toolchains = new Map(batch.map(({ id, ToolchainType }) => [id, ToolchainType]))
    const found = await read([...toolchains.keys()])
    const texts = found.flatMap(({ id, DataHash, Data = '' }): DocumentText[] => {
      const toolchain = toolchains.get(id)
      if (DataHash === undefined) return []
      const key = documentKey({ DataHash, ToolchainType: toolchain })
      return [{ key, text: Data, ...(toolchain === undefined ? {} : { toolchain }) }]
    })
    for (const portion of inBatches(texts, ({ text }) => text.length, taskLimits)) await process(portion)
  })
}
