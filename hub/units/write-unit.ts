import { type Kysely, sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { maxDataBytes } from '#hub/access/limits.ts'
import { may, mustMay } from '#hub/access/permissions.ts'
import { atomically } from '#hub/access/transaction.ts'
import { models } from '#hub/entities/models/models.ts'
import { findRow } from '#hub/entities/rows.ts'
import { parsedDocument } from '#hub/store/parsed-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { dataHash } from '#hub/store/write-document.ts'
import { addRevision, setColumns } from '#hub/units/add-revision.ts'
import type { UnitRow, UnitWrite, Written } from '#hub/units/write-request.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'

/**
 * One change of one unit's document: head, revision, mutations and document together or not at all. Byte-identical
 * data makes no revision (contract 11.6); a dry run does every check and stores nothing.
 */
export async function writeUnit(db: Kysely<Tables>, write: UnitWrite): Promise<Written> {
  return atomically(db, (transaction) => writeUnitIn(transaction, write))
}

/** The same, as part of a transaction that does more. */
export async function writeUnitIn(db: Transaction<Tables>, write: UnitWrite): Promise<Written> {
  const unit = await lockUnit(db, write)
  if (write.ifMatch !== undefined && write.ifMatch !== unit.DataHash)
    throw new Failure(
      409,
      `The data of ${unit.Slug} changed since it was read: its hash is now ${unit.DataHash}. Read it again before writing.`,
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

/** A Tag that clients may put on and take off; Tags made by a ChangeSet or a Release record what those did (contract 4.6). */
export async function mustHaveTag(db: Kysely<Tables>, caller: Caller, tagId: string): Promise<void> {
  const tag = await findRow(db, caller, models.Tag, tagId)
  if (tag === undefined) throw new Failure(404, `Tag ${tagId} not found.`)
  const maker = ['ChangeSet', 'Release'].find((name) => tag[`${name}ID`] !== null)
  if (maker !== undefined)
    throw new Failure(
      400,
      `Tag ${tag.Slug} belongs to ${maker} ${tag[`${maker}ID`]}, and can neither be put on nor taken off. Make a Tag of your own.`,
    )
}

/**
 * The rows of the document's resources; plain text has none. 422 for a document that cannot be parsed by the rules of
 * its toolchain, or cannot be stored.
 */
async function checkDocument(toolchain: string, text: string): Promise<string | undefined> {
  if (Buffer.byteLength(text) > maxDataBytes)
    throw new Failure(422, `Config data may have at most ${maxDataBytes} bytes.`)
  if (formatOf(toolchain).kind === 'text') return undefined
  const parsed = await parsedDocument(text, toolchain)
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

/** Puts a Tag on a Revision; keys of `Tags` are Tag ids, values carry no meaning (contract 4.4). */
export async function tagRevision(db: Kysely<Tables>, revisionId: string, tagId: string): Promise<void> {
  await sql`update "Revision" set "Tags" = "Tags" || ${JSON.stringify({ [tagId]: '' })}::jsonb where "RevisionID" = ${revisionId}`.execute(
    db,
  )
}
