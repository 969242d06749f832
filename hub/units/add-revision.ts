import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { models } from '#hub/entities/models/models.ts'
import { updateRow } from '#hub/entities/rows.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { readSources, storeSources, trace } from '#hub/sources/read-sources.ts'
import type { Tables, UnitTable, Verdicts } from '#hub/store/tables.ts'
import { writeDocument } from '#hub/store/write-document.ts'
import { markAwaitingTriggers } from '#hub/units/request-triggers.ts'
import { updateAfter } from '#hub/units/request-update.ts'
import type { MutationDraft, Produced, UnitRow, UnitWrite } from '#hub/units/write-request.ts'

/** Columns that a new Revision leaves as they are: identity, metadata, and what merges, ChangeSets and Triggers fill. */
type Kept =
  | 'UnitID'
  | 'SpaceID'
  | 'OrganizationID'
  | 'Slug'
  | 'DisplayName'
  | 'Labels'
  | 'Annotations'
  | 'DeleteGates'
  | 'DestroyGates'
  | 'HiddenReason'
  | 'CreatedAt'
  | 'ToolchainType'
  | 'ProviderType'
  | 'TargetID'
  | 'LastReleasedRevisionNum'
  | 'UpstreamUnitID'
  | 'UpstreamSpaceID'
  | 'UpstreamRevisionNum'
  | 'ChangeSetID'
  | 'FromLinkID'
  | 'WithheldValues'
  | keyof Verdicts

/** Every other column: a new one is either kept or set. */
type MovedHead = Readonly<Record<Exclude<keyof UnitTable, Kept>, unknown>>

/** One more Revision of a Unit, with its Mutations and its document; the Unit's head moves to it. */
export async function addRevision(
  db: Transaction<Tables>,
  unit: UnitRow,
  write: UnitWrite,
  before: string,
  produced: Produced,
  rows: string | undefined,
): Promise<UnitRow> {
  const now = new Date()
  const document = await writeDocument(db, produced.text, rows, unit.ToolchainType)
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
      UserID: write.caller.author ?? write.caller.UserID,
      UserAgent: write.userAgent,
      ChangeSetID: (produced.columns?.ChangeSetID as string | undefined) ?? unit.ChangeSetID,
      Tags: JSON.stringify(write.tag === undefined ? {} : { [write.tag]: '' }),
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
    } satisfies MovedHead)
    .where('UnitID', '=', unit.UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
  await updateAfter(db, unit.UnitID)
  if (write.byTrigger === true) return after
  return markAwaitingTriggers(db, after, unit, write.source === 'CloneUnit' ? 'PostClone' : 'Mutation')
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
    InvocationParams: JSON.stringify(draft.InvocationParams ?? {}),
    TriggerID: draft.TriggerID ?? null,
    LinkID: draft.LinkID ?? null,
    ProvidedPath: draft.ProvidedPath ?? '',
    ProvidedResource: JSON.stringify(draft.ProvidedResource ?? {}),
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
  const last = numbered.at(-1)?.MutationNum ?? unit.HeadMutationNum + 1
  const steps = several ? numbered : [{ draft: { text: produced.text }, MutationNum: last }]
  const texts = [
    { text: before, mutationNum: unit.HeadMutationNum },
    ...steps.map(({ draft, MutationNum }) => ({
      text: draft.text ?? produced.text,
      mutationNum: MutationNum,
    })),
  ]
  const protect = write.protect === true
  const toolchain = unit.ToolchainType
  const sources = await trace({ sources: await headSources(db, unit), texts, protect, toolchain })
  await storeSources(db, RevisionID, produced.sources?.(sources, last) ?? sources)
}

/** A merge that changed no data still moves the bookkeeping of what was merged and what was withheld. */
export async function setColumns(
  db: Transaction<Tables>,
  unit: UnitRow,
  produced: Produced,
): Promise<UnitRow> {
  const columns = {
    ...produced.columns,
    ...(produced.conflicts === undefined ? {} : { Conflicts: produced.conflicts }),
  }
  if (Object.keys(columns).length === 0) return unit
  await updateRow(db, models.Unit, unit.UnitID, columns)
  return db.selectFrom('Unit').selectAll().where('UnitID', '=', unit.UnitID).executeTakeFirstOrThrow()
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
