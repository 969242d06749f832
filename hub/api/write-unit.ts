import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { addRevision, setColumns } from '#hub/api/add-revision.ts'
import type { Caller } from '#hub/api/caller.ts'
import { Failure } from '#hub/api/failure.ts'
import { maxDataBytes } from '#hub/api/limits.ts'
import { models } from '#hub/api/models/models.ts'
import { may, mustMay } from '#hub/api/permissions.ts'
import { findRow } from '#hub/api/rows.ts'
import { atomically } from '#hub/api/transaction.ts'
import type { MutationConflict } from '#hub/sources/conflicts.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { parsedDocument } from '#hub/store/parsed-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables, UnitTable } from '#hub/store/tables.ts'
import { dataHash } from '#hub/store/write-document.ts'
import type { JsonMap } from '#lib/config/json.ts'

export type UnitRow = Selectable<UnitTable>

/** What a Mutation records of the change that it stands for (contract 4.5). */
export type MutationDraft = {
  readonly FunctionInvocation?: Readonly<Record<string, unknown>>
  readonly RestoredRevisionNum?: number
  readonly UpgradedFromUpstreamRevisionNum?: number
  readonly MergeSourceID?: string | null
  readonly MergeBaseRevisionNum?: number
  readonly MergeEndRevisionNum?: number
  readonly InvocationID?: string | null
  readonly InvocationParams?: JsonMap | undefined
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

/** Puts a Tag on a Revision; keys of `Tags` are Tag ids, values carry no meaning (contract 4.4). */
export async function tagRevision(db: Kysely<Tables>, revisionId: string, tagId: string): Promise<void> {
  await sql`update "Revision" set "Tags" = "Tags" || ${JSON.stringify({ [tagId]: '' })}::jsonb where "RevisionID" = ${revisionId}`.execute(
    db,
  )
}
