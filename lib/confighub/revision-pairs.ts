import { mapParallel, whereIn } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

type RevisionKey = Pick<Revision, 'UnitID' | 'RevisionNum'>

/** Rows of one list of revisions without their documents. */
const maxRows = 1000

/** These revisions and the ones before them, without documents, by `revisionKey`. */
export async function revisionsWithEarlier(
  hub: ConfigHub,
  asked: readonly RevisionKey[],
  select: string,
  signal?: AbortSignal,
): Promise<Map<string, Revision>> {
  const wheres = askedTogether(asked).flatMap(({ unitIds, numbers }) =>
    whereIn('UnitID', unitIds, `RevisionNum IN (${numbers.join(', ')})`),
  )
  const lists = await mapParallel(wheres, (where) => hub.allRevisions({ where, select }, signal))
  return new Map(
    lists
      .flat()
      .map(({ Revision }) => [revisionKey(Revision.UnitID, Revision.RevisionNum), Revision] as const),
  )
}

export function revisionKey(unitId: string, revisionNum: number): string {
  return `${unitId} ${revisionNum}`
}

type Together = { readonly unitIds: string[]; readonly numbers: number[] }

/**
 * One condition requests every number for every unit, so units with similar numbers are grouped, with a limit on rows.
 */
function askedTogether(asked: readonly RevisionKey[]): Together[] {
  const groups: { unitIds: Set<string>; numbers: Set<number> }[] = []
  for (const { UnitID, RevisionNum } of [...asked].sort((a, b) => a.RevisionNum - b.RevisionNum)) {
    const own = [RevisionNum - 1, RevisionNum].filter((number) => number > 0)
    const last = groups.at(-1)
    const numbers = new Set([...(last?.numbers ?? []), ...own])
    if (last !== undefined && numbers.size * (last.unitIds.size + 1) <= maxRows) {
      last.unitIds.add(UnitID)
      last.numbers = numbers
    } else {
      groups.push({ unitIds: new Set([UnitID]), numbers: new Set(own) })
    }
  }
  return groups.map(({ unitIds, numbers }) => ({ unitIds: [...unitIds], numbers: [...numbers] }))
}

/** By DataHash: a restored document is the same text again, and clones often have equal ones. */
export async function documentsOf(
  hub: ConfigHub,
  revisions: readonly Revision[],
  signal?: AbortSignal,
): Promise<Map<string, string>> {
  const idByHash = new Map<string, string>()
  for (const { DataHash, DataSize, RevisionID } of revisions) {
    if (DataHash !== undefined && DataSize !== 0) idByHash.set(DataHash, RevisionID)
  }
  const found = await hub.revisionDataById([...idByHash.values()], signal)
  return new Map(
    found.flatMap(({ DataHash, Data }) => (DataHash === undefined ? [] : [[DataHash, Data ?? '']])),
  )
}

/** Undefined when it was not found. */
export function documentOf(
  { DataHash, DataSize }: Revision,
  documents: ReadonlyMap<string, string>,
): string | undefined {
  if (DataSize === 0) return ''
  return DataHash === undefined ? undefined : documents.get(DataHash)
}
