import { type Kysely, sql, type Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { InvocationsRequest, prepare } from '#hub/functions/invoke.ts'
import { runPrepared } from '#hub/functions/run-request.ts'
import type { WithheldChange } from '#hub/sources/conflicts.ts'
import type { MergedDocument } from '#hub/sources/merge-texts.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { chosenPart } from '#hub/units/chosen-resources.ts'
import { asProduced, keepWithheld, mergeIntoHead } from '#hub/units/merge-documents.ts'
import type { MutationDraft, UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'

/** Revisions of one Unit, to be merged into another, or into itself again. */
export type RevisionsToMerge = {
  readonly source: UnitRow
  /** The revision that was merged last; everything after it up to `end` is merged. */
  readonly base: number
  readonly end: number
  /** One revision from one patch, instead of one per revision of the source. */
  readonly squash: boolean
  readonly subtract: boolean
  /** Mutations of the downstream Unit that must not be overwritten. */
  readonly kept?: ReadonlySet<number> | undefined
  /** Only these resources of the source are merged. */
  readonly whereResource?: string | undefined
  /** What the Mutations record besides the merge itself. */
  readonly note: (revisionNum: number) => MutationDraft
  /** Columns of the Unit that say how far it has been merged. */
  readonly columns: Readonly<Record<string, unknown>>
}

export type MergedRevisions = {
  readonly unit: UnitRow
  readonly before: string
  readonly text: string
  readonly withheld: readonly WithheldChange[]
}

type Common = Omit<UnitWrite, 'produce'>

/**
 * Merges revisions of a source. Without `squash` each of them that changed something becomes a revision of its own
 * with its description; functions it recorded run again on the downstream document, anything else is merged as a
 * change (contract 5.2, upgrade). Protection holds in both cases.
 */
export async function mergeRevisions(
  db: Transaction<Tables>,
  unit: UnitRow,
  request: RevisionsToMerge,
  write: Common,
): Promise<MergedRevisions> {
  const before = await readDocument(db, unit.DataHash)
  const withheld: WithheldChange[] = []
  let text = before
  const steps = await stepsOf(db, request)
  for (const step of steps) {
    const written = await writeUnitIn(db, {
      ...write,
      description: request.squash ? write.description : step.Description || write.description,
      produce: async (head, current) => {
        const { merged, draft } = await mergeStep(db, current, head, request, step)
        withheld.push(...merged.withheld)
        return asProduced(merged, draft)
      },
    })
    text = written.text
  }
  await db.updateTable('Unit').set(request.columns).where('UnitID', '=', unit.UnitID).execute()
  return { unit: await keepWithheld(db, unit.UnitID, withheld), before, text, withheld }
}

type Step = {
  readonly RevisionNum: number
  readonly Description: string
  readonly baseHash: string
  readonly DataHash: string
  readonly baseNum: number
  readonly MutationNum: number
}

/** The changes to make, oldest first; revisions that did not change the data are skipped. */
async function stepsOf(db: Kysely<Tables>, request: RevisionsToMerge): Promise<Step[]> {
  const revisions = await db
    .selectFrom('Revision')
    .select(['RevisionNum', 'Description', 'DataHash'])
    .select(
      sql<number>`coalesce((select max("MutationNum") from "Mutation" where "Mutation"."RevisionID" = "Revision"."RevisionID"), 0)`.as(
        'MutationNum',
      ),
    )
    .where('UnitID', '=', request.source.UnitID)
    .where('RevisionNum', '>=', request.base)
    .where('RevisionNum', '<=', request.end)
    .orderBy('RevisionNum')
    .execute()
  const chosen = request.squash ? [revisions[0], revisions.at(-1)] : revisions
  const steps: Step[] = []
  for (const [index, revision] of chosen.entries()) {
    const previous = chosen[index - 1]
    if (!revision || !previous || previous.DataHash === revision.DataHash) continue
    steps.push({ ...revision, baseHash: previous.DataHash, baseNum: previous.RevisionNum })
  }
  return steps
}

async function mergeStep(
  db: Kysely<Tables>,
  unit: UnitRow,
  head: string,
  request: RevisionsToMerge,
  step: Step,
): Promise<{ merged: MergedDocument; draft: MutationDraft }> {
  const merge = {
    ...request.note(step.RevisionNum),
    MergeSourceID: request.source.UnitID,
    MergeBaseRevisionNum: step.baseNum,
    MergeEndRevisionNum: step.RevisionNum,
  }
  const { subtract, kept } = request
  const change = { UnitID: request.source.UnitID, mutationNum: step.MutationNum, subtract, kept }
  const again = request.squash ? undefined : await runAgain(db, unit, head, request, step.RevisionNum)
  if (again?.ok === true) {
    // The function ran on the head itself, so its result is a change of the head; only protection can withhold parts of
    // it.
    const merged = await mergeIntoHead(db, unit, head, { ...change, base: head, theirs: again.text })
    return {
      merged,
      draft: { ...merge, FunctionInvocation: again.invocation, ReplayOutcome: 'Replayed' },
    }
  }
  const base = await chosenOf(request, await readDocument(db, step.baseHash))
  const theirs = await chosenOf(request, await readDocument(db, step.DataHash))
  const merged = await mergeIntoHead(db, unit, head, { ...change, base, theirs })
  const outcome = again === undefined ? {} : { ReplayOutcome: 'Merged', ReplayReason: again.reason }
  return { merged, draft: { ...merge, ...outcome } }
}

/** The part of a document of the source that is to be merged. */
async function chosenOf({ source, whereResource }: RevisionsToMerge, text: string): Promise<string> {
  if (!whereResource) return text
  const chosen = await chosenPart({ text, toolchain: source.ToolchainType, where: whereResource })
  if (!chosen.ok) throw new Failure(422, `${source.Slug}: ${chosen.message}`)
  return chosen.value
}

type Again =
  | { readonly ok: true; readonly text: string; readonly invocation: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string }

/** The result of the one function that made a revision, run on another document; undefined = no function made it. */
async function runAgain(
  db: Kysely<Tables>,
  unit: UnitRow,
  head: string,
  { source, whereResource }: RevisionsToMerge,
  revisionNum: number,
): Promise<Again | undefined> {
  const mutations = await db
    .selectFrom('Mutation')
    .select('FunctionInvocation')
    .where('UnitID', '=', source.UnitID)
    .where('RevisionNum', '=', revisionNum)
    .orderBy('MutationNum')
    .execute()
  const invocations = mutations.map(({ FunctionInvocation }) => FunctionInvocation)
  const [invocation] = invocations
  if (invocation === undefined || invocation.FunctionName === undefined) return undefined
  if (invocations.length > 1) return { ok: false, reason: 'several functions made the revision' }
  const request = InvocationsRequest.safeParse({
    ToolchainType: unit.ToolchainType,
    FunctionInvocations: [invocation],
    WhereResource: whereResource ?? '',
  })
  const prepared = request.success ? prepare(request.data) : undefined
  if (prepared === undefined || !prepared.ok)
    return { ok: false, reason: `${invocation.FunctionName} cannot be run again` }
  const ran = await runPrepared(prepared.value, head)
  if (!ran.ok) return { ok: false, reason: ran.message }
  if (ran.value.text === head) return { ok: false, reason: `${invocation.FunctionName} changes nothing here` }
  return { ok: true, text: ran.value.text, invocation }
}
