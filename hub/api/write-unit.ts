import { randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import { maxDataBytes } from '#hub/api/limits.ts'
import { may, mustMay } from '#hub/api/permissions.ts'
import { readDocument } from '#hub/store/read-document.ts'
import { isStorable } from '#hub/store/storable.ts'
import type { Tables, UnitTable } from '#hub/store/tables.ts'
import { dataHash, writeDocument } from '#hub/store/write-document.ts'
import { readResources } from '#lib/config/document.ts'

export type UnitRow = Selectable<UnitTable>

/** A function call as the Mutation records it. */
type MutationDraft = {
  readonly FunctionInvocation?: Readonly<Record<string, unknown>>
  readonly RestoredRevisionNum?: number
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
}

type Produced = { readonly text: string; readonly mutations: readonly MutationDraft[] }
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
  const { text, mutations } = await write.produce(before, unit, db)
  checkDocument(unit.ToolchainType, text)
  const changed = dataHash(text) !== unit.DataHash
  if (write.dryRun) return { unit: changed ? asIfWritten(unit, write, text) : unit, before, text, changed }
  if (!changed) {
    if (write.tag !== undefined) await tagHead(db, unit, write.tag)
    return { unit, before, text, changed }
  }
  const after = await addRevision(db, unit, write, text, mutations)
  return { unit: after, before, text, changed }
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
  if (write.dryRun || unit.ChangeSetID === (write.changeSetId ?? null)) return
  throw new Failure(
    409,
    unit.ChangeSetID === null
      ? `${unit.Slug} is in no ChangeSet, but change_set_id was given.`
      : `${unit.Slug} is in the open ChangeSet ${unit.ChangeSetID}; writing needs change_set_id with that id.`,
    'https://docs.confighub.com/errors/open-changeset',
  )
}

export async function mustHaveTag(db: Kysely<Tables>, caller: Caller, tagId: string): Promise<void> {
  const tag = await db
    .selectFrom('Tag')
    .select('TagID')
    .where('TagID', '=', tagId)
    .where('OrganizationID', '=', caller.OrganizationID)
    .executeTakeFirst()
  if (tag === undefined) throw new Failure(404, `Tag ${tagId} not found.`)
}

/** Toolchains whose documents are YAML (or JSON, which is YAML too). */
function isYaml(toolchain: string): boolean {
  return toolchain.endsWith('/YAML') || toolchain.endsWith('/JSON')
}

function checkDocument(toolchain: string, text: string): void {
  if (Buffer.byteLength(text) > maxDataBytes)
    throw new Failure(422, `Config data may have at most ${maxDataBytes} bytes.`)
  if (!isYaml(toolchain)) return
  const read = readResources(text)
  if (!read.ok) {
    const { message, line, column } = read.error
    const place =
      line === undefined ? '' : ` (line ${line}${column === undefined ? '' : `, column ${column}`})`
    throw new Failure(422, `The data does not parse as ${toolchain}: ${message}${place}`)
  }
  if (!isStorable(JSON.stringify(read.value)))
    throw new Failure(422, 'The data contains a NUL character or half of a surrogate pair.')
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
  text: string,
  mutations: readonly MutationDraft[],
): Promise<UnitRow> {
  const now = new Date()
  const document = await writeDocument(db, text, isYaml(unit.ToolchainType))
  const RevisionID = randomUUID()
  const RevisionNum = unit.HeadRevisionNum + 1
  const ids = { OrganizationID: unit.OrganizationID, SpaceID: unit.SpaceID, UnitID: unit.UnitID }
  const times = { CreatedAt: now, UpdatedAt: now }
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
      ChangeSetID: unit.ChangeSetID,
      Tags: JSON.stringify(write.tag === undefined ? {} : { [write.tag]: '' }),
    })
    .execute()
  const drafts = mutations.length === 0 ? [{}] : mutations
  await db
    .insertInto('Mutation')
    .values(
      drafts.map((draft: MutationDraft, index) => ({
        MutationID: randomUUID(),
        MutationNum: unit.HeadMutationNum + 1 + index,
        RevisionID,
        RevisionNum,
        ...ids,
        ...times,
        FunctionInvocation: JSON.stringify(draft.FunctionInvocation ?? {}),
        RestoredRevisionNum: draft.RestoredRevisionNum ?? 0,
        MergeSourceID: null,
      })),
    )
    .execute()
  return db
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
}
