import { randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import { maxDataBytes } from '#hub/api/limits.ts'
import { models } from '#hub/api/models/models.ts'
import { may, mustMay } from '#hub/api/permissions.ts'
import { findRow, updateRow } from '#hub/api/rows.ts'
import type { MutationConflict } from '#hub/sources/conflicts.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { protectWritten } from '#hub/sources/protection.ts'
import { between, readSources, storeSources } from '#hub/sources/read-sources.ts'
import { parsedDocument } from '#hub/store/parsed-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables, UnitTable } from '#hub/store/tables.ts'
import { dataHash, writeDocument } from '#hub/store/write-document.ts'
import { awaitTriggers } from '#hub/triggers/request-triggers.ts'
import { diffConfig } from '#lib/config/diff.ts'

export type UnitRow = Selectable<UnitTable>

/** What a Mutation records of the change that it stands for (confighub-api 4.5). */
export type MutationDraft = {
  readonly FunctionInvocation?: Readonly<Record<string, unknown>>
  readonly RestoredRevisionNum?: number
  readonly UpgradedFromUpstreamRevisionNum?: number
  readonly MergeSourceID?: string | null
  readonly MergeBaseRevisionNum?: number
  readonly MergeEndRevisionNum?: number
  readonly InvocationID?: string | null
  readonly TriggerID?: string | null
  readonly LinkID?: string | null
  readonly ReplayOutcome?: string
  readonly ReplayReason?: string
  /** The document after this change; needed where one write makes several. */
  readonly text?: string
}

export type UnitWrite = {
  readonly spaceId: string
  readonly unitId: string
  readonly caller: Caller
  readonly userAgent: string
  readonly source: string
  readonly description: string
  readonly dryRun: boolean
  /** The result, computed from the head while nobody else can change it. */
  readonly produce: (before: string, unit: UnitRow, db: Kysely<Tables>) => Produced | Promise<Produced>
  /** DataHash the caller has seen; another head is a 409. */
  readonly ifMatch?: string | undefined
  readonly tag?: string | undefined
  readonly changeSetId?: string | undefined
  /** Marks every path written as a local override. */
  readonly protect?: boolean
  readonly subgroup?: string
  /** Everything is stored and then rolled back by the caller: only the ChangeSet is not asked for. */
  readonly rehearsal?: boolean
  /** A Trigger writes, and the run it is part of judges the result. */
  readonly byTrigger?: boolean
}

export type Produced = {
  readonly text: string
  readonly mutations: readonly MutationDraft[]
  /** Columns of the Unit that change with the document, or on their own. */
  readonly columns?: Readonly<Record<string, unknown>>
  /** What a merge could not do; undefined = this was no merge. */
  readonly conflicts?: readonly MutationConflict[]
  /** A revision of its own even with the same data: opening a ChangeSet, setting protection. */
  readonly revise?: boolean
  /** The mutation sources after it, where they change without the data. */
  readonly sources?: (before: MutationSources, mutationNum: number) => MutationSources
}
export type Written = {
  readonly unit: UnitRow
  readonly before: string
  readonly text: string
  readonly changed: boolean
}

/**
 * One change of one unit's document: head, revision, mutations and document together or not at all. Byte-identical
 * data makes no revision (confighub-api 11.6); a dry run does every check and stores nothing.
 */
export async function writeUnit(db: Kysely<Tables>, write: UnitWrite): Promise<Written> {
  return db.transaction().execute((transaction) => writeUnitIn(transaction, write))
}

/** The same, as part of a transaction that does more. */
export async function writeUnitIn(db: Transaction<Tables>, write: UnitWrite): Promise<Written> {
  const unit = await lockUnit(db, write)
  if (write.ifMatch !== undefined && write.ifMatch !== unit.DataHash)
    throw new Failure(
      409,
      `The data of ${unit.Slug} changed since it was read: its hash is now ${unit.DataHash}. Read it again.`,
    )
  checkChangeSet(unit, write)
  if (write.tag !== undefined) await mustHaveTag(db, write.caller, write.tag)
  const before = await readDocument(db, unit.DataHash)
  const produced = await write.produce(before, unit, db)
  const { text } = produced
  const rows = await checkDocument(unit.ToolchainType, text)
  const changed = dataHash(text) !== unit.DataHash
  if (write.dryRun) return { unit: changed ? asIfWritten(unit, write, text) : unit, before, text, changed }
  if (!changed && produced.revise !== true) {
    if (write.tag !== undefined) await tagHead(db, unit, write.tag)
    return { unit: await setColumns(db, unit, produced), before, text, changed }
  }
  const after = await addRevision(db, unit, write, before, produced, rows)
  return { unit: after, before, text, changed }
}

/** A merge that changed no data still moves the bookkeeping of what was merged and what was withheld. */
async function setColumns(db: Transaction<Tables>, unit: UnitRow, produced: Produced): Promise<UnitRow> {
  const columns = {
    ...produced.columns,
    ...(produced.conflicts === undefined ? {} : { Conflicts: produced.conflicts }),
  }
  if (Object.keys(columns).length === 0) return unit
  await updateRow(db, models.Unit, unit.UnitID, columns)
  return db.selectFrom('Unit').selectAll().where('UnitID', '=', unit.UnitID).executeTakeFirstOrThrow()
}

export async function lockUnit(
  db: Transaction<Tables>,
  write: Pick<UnitWrite, 'unitId' | 'spaceId' | 'caller'>,
): Promise<UnitRow> {
  const unit = await db
    .selectFrom('Unit')
    .selectAll()
    .where('UnitID', '=', write.unitId)
    .where('SpaceID', '=', write.spaceId)
    .where('OrganizationID', '=', write.caller.OrganizationID)
    .forUpdate()
    .executeTakeFirst()
  if (unit === undefined || !may(write.caller, 'View', unit.SpaceID))
    throw new Failure(404, `Unit ${write.unitId} not found in this Space.`)
  mustMay(write.caller, 'Edit', unit.SpaceID)
  return unit
}

function checkChangeSet(unit: UnitRow, write: UnitWrite): void {
  if (write.dryRun || write.rehearsal || unit.ChangeSetID === (write.changeSetId ?? null)) return
  throw new Failure(
    409,
    unit.ChangeSetID === null
      ? `${unit.Slug} is in no ChangeSet, but change_set_id was given.`
      : `${unit.Slug} is in the open ChangeSet ${unit.ChangeSetID}; writing needs change_set_id with that id.`,
    'https://docs.confighub.com/errors/open-changeset',
  )
}

export async function mustHaveTag(db: Kysely<Tables>, caller: Caller, tagId: string): Promise<void> {
  const tag = await findRow(db, caller, models.Tag, tagId)
  if (tag === undefined) throw new Failure(404, `Tag ${tagId} not found.`)
}

/** Toolchains whose documents are YAML (or JSON, which is YAML too). */
export function isYaml(toolchain: string): boolean {
  return toolchain.endsWith('/YAML') || toolchain.endsWith('/JSON')
}

/** The rows of its resources, for a toolchain whose documents are YAML; 422 for what cannot be read or kept. */
async function checkDocument(toolchain: string, text: string): Promise<string | undefined> {
  if (Buffer.byteLength(text) > maxDataBytes)
    throw new Failure(422, `Config data may have at most ${maxDataBytes} bytes.`)
  if (!isYaml(toolchain)) return undefined
  const parsed = await parsedDocument(text)
  if (parsed.kind === 'rows') return parsed.rows
  if (parsed.kind === 'unstorable')
    throw new Failure(422, 'The data contains a NUL character or half of a surrogate pair.')
  const { message, line, column } = parsed.error
  const place = line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`
  throw new Failure(422, `The data does not parse as ${toolchain}: ${message}${place}`)
}

function asIfWritten(unit: UnitRow, write: UnitWrite, text: string): UnitRow {
  return {
    ...unit,
    DataHash: dataHash(text),
    DataSize: Buffer.byteLength(text),
    LastChangeDescription: write.description,
  }
}

async function tagHead(db: Transaction<Tables>, unit: UnitRow, tagId: string): Promise<void> {
  if (unit.HeadRevisionID !== null) await tagRevision(db, unit.HeadRevisionID, tagId)
}

/** Puts a Tag on a Revision; keys of `Tags` are Tag ids, values carry no meaning (4.4). */
export async function tagRevision(db: Kysely<Tables>, revisionId: string, tagId: string): Promise<void> {
  await sql`update "Revision" set "Tags" = "Tags" || ${JSON.stringify({ [tagId]: '' })}::jsonb where "RevisionID" = ${revisionId}`.execute(
    db,
  )
}

async function addRevision(
  db: Transaction<Tables>,
  unit: UnitRow,
  write: UnitWrite,
  before: string,
  produced: Produced,
  rows: string | undefined,
): Promise<UnitRow> {
  const now = new Date()
  const document = await writeDocument(db, produced.text, rows)
  const RevisionID = randomUUID()
  const RevisionNum = unit.HeadRevisionNum + 1
  const ids = { OrganizationID: unit.OrganizationID, SpaceID: unit.SpaceID, UnitID: unit.UnitID }
  const times = { CreatedAt: now, UpdatedAt: now }
  const drafts = produced.mutations.length === 0 ? [{}] : produced.mutations
  await db
    .insertInto('Revision')
    .values({
      RevisionID,
      RevisionNum,
      ...ids,
      ...document,
      ...times,
      Description: write.description,
      Source: write.source,
      UserID: write.caller.UserID,
      UserAgent: write.userAgent,
      ChangeSetID: (produced.columns?.ChangeSetID as string | undefined) ?? unit.ChangeSetID,
      Tags: JSON.stringify(write.tag === undefined ? {} : { [write.tag]: '' }),
      ValidationPassed: null,
      ...(produced.conflicts === undefined ? {} : { Conflicts: JSON.stringify(produced.conflicts) }),
    })
    .execute()
  const numbered = drafts.map((draft, index) => ({ draft, MutationNum: unit.HeadMutationNum + 1 + index }))
  await db
    .insertInto('Mutation')
    .values(
      numbered.map(({ draft, MutationNum }) => ({
        ...mutationColumns(draft),
        MutationID: randomUUID(),
        MutationNum,
        RevisionID,
        RevisionNum,
        ...ids,
        ...times,
        Subgroup: write.subgroup ?? '',
      })),
    )
    .execute()
  await noteSources(db, unit, write, before, produced, numbered, RevisionID)
  await setColumns(db, unit, produced)
  const after = await db
    .updateTable('Unit')
    .set({
      ...document,
      HeadRevisionNum: RevisionNum,
      HeadRevisionID: RevisionID,
      HeadMutationNum: unit.HeadMutationNum + drafts.length,
      LastChangeDescription: write.description,
      UpdatedAt: now,
      Version: unit.Version + 1,
    })
    .where('UnitID', '=', unit.UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (write.byTrigger === true) return after
  return awaitTriggers(db, after, unit, write.source === 'CloneUnit' ? 'PostClone' : 'Mutation')
}

function mutationColumns({ text: _, FunctionInvocation, ...draft }: MutationDraft) {
  return {
    FunctionInvocation: JSON.stringify(FunctionInvocation ?? {}),
    RestoredRevisionNum: draft.RestoredRevisionNum ?? 0,
    UpgradedFromUpstreamRevisionNum: draft.UpgradedFromUpstreamRevisionNum ?? 0,
    MergeSourceID: draft.MergeSourceID ?? null,
    MergeBaseRevisionNum: draft.MergeBaseRevisionNum ?? 0,
    MergeEndRevisionNum: draft.MergeEndRevisionNum ?? 0,
    InvocationID: draft.InvocationID ?? null,
    TriggerID: draft.TriggerID ?? null,
    LinkID: draft.LinkID ?? null,
    ReplayOutcome: draft.ReplayOutcome ?? '',
    ReplayReason: draft.ReplayReason ?? '',
  }
}

type Numbered = { readonly draft: MutationDraft; readonly MutationNum: number }

/** Stores which mutation set what, where the history alone would not tell: several mutations, or protection. */
async function noteSources(
  db: Transaction<Tables>,
  unit: UnitRow,
  write: UnitWrite,
  before: string,
  produced: Produced,
  numbered: readonly Numbered[],
  RevisionID: string,
): Promise<void> {
  const several = numbered.length > 1 && numbered.every(({ draft }) => draft.text !== undefined)
  if (!several && write.protect !== true && produced.sources === undefined) return
  let sources = await headSources(db, unit)
  let text = before
  const last = numbered.at(-1)?.MutationNum ?? unit.HeadMutationNum + 1
  const steps = several ? numbered : [{ draft: { text: produced.text }, MutationNum: last }]
  for (const { draft, MutationNum } of steps) {
    sources = between(sources, text, draft.text ?? produced.text, MutationNum)
    text = draft.text ?? produced.text
  }
  if (write.protect === true) sources = protectWritten(sources, diffConfig(before, produced.text), last)
  if (produced.sources !== undefined) sources = produced.sources(sources, last)
  await storeSources(db, RevisionID, sources)
}

/** Which mutation last set each path of the head. */
export async function headSources(db: Kysely<Tables>, unit: UnitRow): Promise<MutationSources> {
  if (unit.HeadRevisionID === null) return []
  return readSources(db, {
    RevisionID: unit.HeadRevisionID,
    UnitID: unit.UnitID,
    RevisionNum: unit.HeadRevisionNum,
  })
}
