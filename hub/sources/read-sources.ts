import { type Kysely, sql } from 'kysely'
import { advance, type MutationSources } from '#hub/sources/mutation-sources.ts'
import { sourcesTask, type TextsToTrace, traceSources } from '#hub/sources/trace-sources.ts'
import { readDocuments } from '#hub/store/read-document.ts'
import { resourceFormatSql } from '#hub/store/resource-format.ts'
import type { Tables } from '#hub/store/tables.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { takeTurns } from '#hub/work/take-turns.ts'
import type { Json } from '#lib/base/json.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { Resource } from '#lib/config/document/document.ts'

type Numbered = { readonly RevisionID: string; readonly UnitID: string; readonly RevisionNum: number }

/**
 * Which Mutation last set each path of a revision (contract 4.5). Stored where a write knew more than the history shows
 * (several Mutations at once, protection); otherwise computed from the documents since then.
 */
export async function readSources(db: Kysely<Tables>, revision: Numbered): Promise<MutationSources> {
  return (await readManySources(db, [revision])).get(revision.RevisionID) ?? []
}

const unitsAtOnce = 50

/** The same for many revisions, by RevisionID. */
export async function readManySources(
  db: Kysely<Tables>,
  revisions: readonly Numbered[],
): Promise<ReadonlyMap<string, MutationSources>> {
  const found = new Map<string, MutationSources>()
  for (let at = 0; at < revisions.length; at += unitsAtOnce)
    await readSome(db, revisions.slice(at, at + unitsAtOnce), found)
  return found
}

async function readSome(
  db: Kysely<Tables>,
  revisions: readonly Numbered[],
  found: Map<string, MutationSources>,
): Promise<void> {
  const known = await knownSources(db, revisions)
  const steps = Map.groupBy(await history(db, revisions, known), ({ RevisionID }) => RevisionID)
  const isLong = (own: readonly Past[]) => own.some(({ DataSize }) => DataSize > longBytes)
  const documents = await storedResources(
    db,
    [...steps.values()].flatMap((own) => (isLong(own) ? [] : own.map(({ DataHash }) => DataHash))),
  )
  const computed: { RevisionID: string; Sources: MutationSources }[] = []
  const nextTurn = takeTurns()
  for (const { RevisionID, RevisionNum } of revisions) {
    const start = known.get(RevisionID)
    const own = steps.get(RevisionID) ?? []
    const sources = isLong(own) ? await traceLong(db, start, own) : traceShort(start, own, documents)
    await nextTurn()
    found.set(RevisionID, sources)
    if (start?.RevisionNum !== RevisionNum) computed.push({ RevisionID, Sources: sources })
  }
  await keepSources(db, computed)
}

/** Documents with more bytes than this are compared in a thread. */
const longBytes = 32_768
const tracedAtOnceBytes = 16_777_216

function traceShort(
  start: Known | undefined,
  own: readonly Past[],
  documents: ReadonlyMap<string, readonly Resource[]>,
): MutationSources {
  let sources = start?.Sources ?? []
  let before: readonly Resource[] | undefined = start === undefined ? [] : undefined
  for (const past of own) {
    const after = documents.get(placeOf(past)) ?? []
    if (before !== undefined && before !== after) sources = step(sources, before, after, past.MutationNum)
    before = after
  }
  return sources
}

/** A history may not fit in memory, so it is processed in parts. */
async function traceLong(
  db: Kysely<Tables>,
  start: Known | undefined,
  own: readonly Past[],
): Promise<MutationSources> {
  let sources = start?.Sources ?? []
  let last = start === undefined ? { text: '', mutationNum: 0 } : undefined
  for (let at = 0; at < own.length; ) {
    let end = at
    for (let bytes = 0; end < own.length && (end === at || bytes < tracedAtOnceBytes); end += 1)
      bytes += own[end]?.DataSize ?? 0
    const part = own.slice(at, end)
    const read = await readDocuments(
      db,
      part.map(({ DataHash }) => DataHash),
    )
    const texts = part.map(({ DataHash, MutationNum }) => ({
      text: read.get(DataHash) ?? '',
      mutationNum: MutationNum,
    }))
    const toolchain = part[0]?.Format || undefined
    sources = await trace({
      sources,
      texts: last === undefined ? texts : [last, ...texts],
      protect: false,
      ...(toolchain === undefined ? {} : { toolchain }),
    })
    last = texts.at(-1)
    at = end
  }
  return sources
}

/** The sources after a series of versions of a document; in a thread, unless all of them are small. */
export async function trace(request: TextsToTrace): Promise<MutationSources> {
  const size = sizeOf(request.texts.map(({ text }) => text))
  return size === 'small' ? traceSources(request) : runInThread(sourcesTask, request, size)
}

type Known = { readonly RevisionNum: number; readonly Sources: MutationSources }

/** The newest stored sources at or before each revision. */
async function knownSources(db: Kysely<Tables>, revisions: readonly Numbered[]): Promise<Map<string, Known>> {
  const { rows } = await sql<{ RevisionID: string; RevisionNum: number; Sources: MutationSources }>`
    select distinct on (wanted."RevisionID") wanted."RevisionID", r."RevisionNum", s."Sources"
    from ${wantedRows(revisions)}
    join "Revision" r on r."UnitID" = wanted."UnitID" and r."RevisionNum" <= wanted."RevisionNum"
    join "MutationSources" s on s."RevisionID" = r."RevisionID"
    order by wanted."RevisionID", r."RevisionNum" desc`.execute(db)
  return new Map(rows.map(({ RevisionID, ...known }) => [RevisionID, known]))
}

type Past = {
  readonly RevisionID: string
  readonly DataHash: string
  /** The `Format` of the Unit's resources. */
  readonly Format: string
  readonly DataSize: number
  readonly MutationNum: number
}

/** The documents from that of the known sources up to each revision, oldest first. */
async function history(
  db: Kysely<Tables>,
  revisions: readonly Numbered[],
  known: ReadonlyMap<string, Known>,
): Promise<Past[]> {
  const missing = revisions
    .filter(({ RevisionID, RevisionNum }) => known.get(RevisionID)?.RevisionNum !== RevisionNum)
    .map((revision) => ({ ...revision, From: known.get(revision.RevisionID)?.RevisionNum ?? 1 }))
  if (missing.length === 0) return []
  const { rows } = await sql<Past>`
    select wanted."RevisionID", r."DataHash", ${resourceFormatSql(sql`u."ToolchainType"`)} as "Format", r."DataSize", coalesce(
      (select max(m."MutationNum") from "Mutation" m where m."UnitID" = r."UnitID" and m."RevisionNum" = r."RevisionNum"), 0) as "MutationNum"
    from ${wantedRows(missing)}
    join "Revision" r on r."UnitID" = wanted."UnitID" and r."RevisionNum" between wanted."From" and wanted."RevisionNum"
    join "Unit" u on u."UnitID" = r."UnitID"
    order by wanted."RevisionID", r."RevisionNum"`.execute(db)
  return rows
}

function wantedRows(revisions: readonly (Numbered & { readonly From?: number })[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(revisions)}::jsonb)
    as wanted("RevisionID" uuid, "UnitID" uuid, "RevisionNum" int, "From" int)`
}

function step(
  sources: MutationSources,
  before: readonly Resource[],
  after: readonly Resource[],
  mutationNum: number,
): MutationSources {
  return advance(sources, { before, after, changes: diffResources(before, after), mutationNum })
}

/** The resources of stored documents, as they were read when each was written. */
async function storedResources(
  db: Kysely<Tables>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, readonly Resource[]>> {
  const rows = await db
    .selectFrom('Resource')
    .select(['DataHash', 'Format', 'ResourceIndex', 'ResourceType', 'ResourceName', 'Data'])
    .where(sql<boolean>`"DataHash" = any(${[...new Set(hashes)]}::text[])`)
    .orderBy('ResourceIndex')
    .execute()
  const found = new Map<string, Resource[]>()
  for (const { ResourceIndex, ResourceType, ResourceName, Data, ...place } of rows) {
    const own = found.get(placeOf(place)) ?? []
    const identity = { index: ResourceIndex, resourceType: ResourceType, resourceName: ResourceName }
    own.push({ ...identity, value: Data as Json })
    found.set(placeOf(place), own)
  }
  return found
}

function placeOf({ DataHash, Format }: { readonly DataHash: string; readonly Format: string }): string {
  return `${DataHash} ${Format}`
}

/** The history before a revision never changes, so results are cached. */
async function keepSources(
  db: Kysely<Tables>,
  computed: readonly { RevisionID: string; Sources: MutationSources }[],
): Promise<void> {
  if (computed.length === 0) return
  await sql`insert into "MutationSources" ("RevisionID", "Sources")
    select "RevisionID", "Sources" from jsonb_to_recordset(${JSON.stringify(computed)}::jsonb) as computed("RevisionID" uuid, "Sources" jsonb)
    where exists (select 1 from "Revision" r where r."RevisionID" = computed."RevisionID")
    on conflict do nothing`.execute(db)
}

/** Stores sources that a later reader could not derive from the history. */
export async function storeSources(
  db: Kysely<Tables>,
  RevisionID: string,
  sources: MutationSources,
): Promise<void> {
  const Sources = JSON.stringify(sources)
  await db
    .insertInto('MutationSources')
    .values({ RevisionID, Sources })
    .onConflict((conflict) => conflict.column('RevisionID').doUpdateSet({ Sources }))
    .execute()
}
