import { compareText } from '#lib/base/code-point-order.ts'
import type { DocumentPair } from '#lib/change/evidence/compare-documents.ts'
import type { Comparison } from '#lib/change/evidence/statement.ts'
import { inBatches } from '#lib/change/preview/documents.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { documentOf, documentsOf, revisionKey, revisionsWithEarlier } from '#lib/confighub/revision-pairs.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

/** A revision that the change made, as ConfigHub holds it. */
export type HeldRevision = {
  /** `<space>/<slug>`. */
  readonly unit: string
  readonly revision: Revision
  /** Absent when it is gone, or is the first of its unit. */
  readonly before: Revision | undefined
  readonly comparison: Comparison
}

export type CompareDocuments = (pairs: readonly DocumentPair[]) => Promise<Comparison[]>

const select =
  'UnitID,SpaceID,RevisionNum,DataHash,DataSize,Description,UserID,CreatedAt,ValidationPassed,ValidationWarnings,ValidationErrors,Attestations'

/** What each of these revisions of a change changed; in the order of their units. */
export async function readHeld(
  hub: ConfigHub,
  { revisions, units }: Pick<ProvenRecord['holding'], 'revisions' | 'units'>,
  compare: CompareDocuments,
  signal?: AbortSignal,
): Promise<HeldRevision[]> {
  const known = await revisionsWithEarlier(hub, revisions, select, signal)
  const found = revisions
    .map((each) => pairOf(each, known, units))
    .sort((a, b) => compareText(a.unit, b.unit) || a.revision.RevisionNum - b.revision.RevisionNum)
  const held: HeldRevision[] = []
  for (const batch of inBatches(found, sizeOf))
    held.push(...(await compareBatch(hub, batch, compare, signal)))
  return held
}

type Pair = Omit<HeldRevision, 'comparison'> & { readonly toolchain: string | undefined }

function pairOf(
  tagged: Revision,
  known: ReadonlyMap<string, Revision>,
  units: ProvenRecord['holding']['units'],
): Pair {
  const { UnitID, RevisionNum } = tagged
  const found = units.get(UnitID)
  const space = found?.Unit.SpaceSlug ?? found?.Space?.Slug ?? tagged.SpaceSlug ?? tagged.SpaceID ?? ''
  const slug = found?.Unit.Slug ?? tagged.UnitSlug ?? UnitID
  return {
    unit: `${space}/${slug}`,
    revision: known.get(revisionKey(UnitID, RevisionNum)) ?? tagged,
    before: known.get(revisionKey(UnitID, RevisionNum - 1)),
    toolchain: found?.Unit.ToolchainType,
  }
}

function sizeOf({ revision, before }: Pair): number {
  return (revision.DataSize ?? 0) + (before?.DataSize ?? 0)
}

async function compareBatch(
  hub: ConfigHub,
  batch: readonly Pair[],
  compare: CompareDocuments,
  signal: AbortSignal | undefined,
): Promise<HeldRevision[]> {
  const revisions = batch.flatMap(({ before, revision }) => (before ? [before, revision] : [revision]))
  const documents = await documentsOf(hub, revisions, signal)
  const read = batch.map((pair) => textsOf(pair, documents))
  const answers = await compare(read.flatMap((each) => ('after' in each ? [each] : [])))
  let next = 0
  return batch.map(({ toolchain: _, ...pair }, at) => {
    const texts = read[at]
    if (texts !== undefined && 'unknown' in texts) return { ...pair, comparison: texts }
    return { ...pair, comparison: answers[next++] ?? { unknown: 'It was not compared.' } }
  })
}

function textsOf(
  { revision, before, toolchain }: Pair,
  documents: ReadonlyMap<string, string>,
): DocumentPair | { readonly unknown: string } {
  const after = documentOf(revision, documents)
  const isFirst = revision.RevisionNum === 1
  const old = before === undefined ? (isFirst ? '' : undefined) : documentOf(before, documents)
  if (after === undefined || old === undefined)
    return { unknown: 'A document of the unit is gone, or may not be read.' }
  // The digest would be evidence of something that was never compared.
  if (!isOf(after, revision) || (before !== undefined && !isOf(old, before)))
    return { unknown: 'A document does not have the hash that ConfigHub gives for it.' }
  return { before: old, after, ...(toolchain === undefined ? {} : { toolchain }) }
}

function isOf(text: string, { DataHash }: Revision): boolean {
  return DataHash === undefined || DataHash === '' ? text === '' : documentHash(text) === DataHash
}
