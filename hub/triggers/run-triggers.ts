import { sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import type { Prepared } from '#hub/functions/invoke.ts'
import { SharedDocument } from '#hub/functions/load.ts'
import type { RanAll } from '#hub/functions/run.ts'
import { runPrepared } from '#hub/functions/run-request.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables, TriggerEvent } from '#hub/store/tables.ts'
import { givenTriggers, selectedUnits, type TriggerRow } from '#hub/triggers/applicable.ts'
import { answers, prepareTrigger } from '#hub/triggers/prepare-trigger.ts'
import { runContext } from '#hub/triggers/run-context.ts'
import { triggerRights } from '#hub/triggers/trigger-rights.ts'
import { type TriggerOutcome, verdictOf } from '#hub/triggers/verdict.ts'
import { eventsOf, noVerdict, setVerdict } from '#hub/units/request-triggers.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'
import { isPostponed } from '#hub/work/run-in-thread.ts'

type Ready = {
  readonly trigger: TriggerRow
  /** The permissions it runs with; undefined when it may not run. */
  readonly caller: Caller | undefined
  readonly prepared: ReturnType<typeof prepareTrigger>
}

/**
 * Runs a Unit's Triggers on its head and stores their results, in the transaction that locks the Unit, so that nobody
 * can write a newer head meanwhile. Mutating Triggers run first, each making its own revision, and do not run again on
 * their results; then all others validate and read the last of these heads.
 */
export async function runTriggers(
  db: Transaction<Tables>,
  unit: UnitRow,
  event: TriggerEvent,
): Promise<void> {
  const given = await givenTriggers(db, unit, eventsOf[event])
  const ready = (await applying(db, unit, given)).map(prepareOne)
  const document = new SharedDocument(await readDocument(db, unit.DataHash))
  const failures: TriggerOutcome[] = []
  const work: Work = { db, unit, document, head: unit, failures }
  if (event !== 'Verdict')
    for (const one of inOrder(ready))
      if (one.prepared.ok && one.prepared.value.mutating) await runMutating(work, one, one.prepared.value)
  const outcomes: TriggerOutcome[] = [...failures]
  for (const one of ready) {
    const outcome = await judge(work, one)
    if (outcome !== undefined) outcomes.push(outcome)
  }
  await store(work, outcomes)
}

type Work = {
  readonly db: Transaction<Tables>
  /** The head before Triggers wrote, to which references of OtherDataSource are relative. */
  readonly unit: UnitRow
  readonly failures: TriggerOutcome[]
  /** The current document, and the Unit that has it. */
  document: SharedDocument
  head: UnitRow
}

type Applying = { readonly trigger: TriggerRow; readonly caller?: Caller; readonly broken?: string }

/**
 * The Triggers whose WhereUnit and UnitFilterID select the Unit. One that cannot be evaluated is included and will
 * report why.
 */
async function applying(
  db: Transaction<Tables>,
  unit: UnitRow,
  given: readonly TriggerRow[],
): Promise<Applying[]> {
  const found: Applying[] = []
  const rightsOf = triggerRights(db, unit)
  for (const trigger of given) {
    const acting = await rightsOf(trigger)
    if ('refused' in acting) {
      found.push({ trigger, broken: acting.refused })
      continue
    }
    const { caller } = acting
    if (trigger.WhereUnit === '' && trigger.UnitFilterID === null) {
      found.push({ trigger, caller })
      continue
    }
    await sql`savepoint selecting`.execute(db)
    try {
      const selected = await selectedUnits(db, caller, trigger, [unit.UnitID])
      if (selected.has(unit.UnitID)) found.push({ trigger, caller })
      await sql`release savepoint selecting`.execute(db)
    } catch (cause) {
      await sql`rollback to savepoint selecting`.execute(db)
      found.push({ trigger, broken: `WhereUnit or UnitFilterID cannot be evaluated: ${reasonOf(cause)}` })
    }
  }
  return found
}

function prepareOne({ trigger, caller, broken }: Applying): Ready {
  const prepared =
    broken === undefined
      ? prepareTrigger(trigger)
      : { ok: false as const, status: 400 as const, message: broken }
  return { trigger, caller, prepared }
}

/** PostClone Triggers run first, so that the others see the finished clone. */
function inOrder(ready: readonly Ready[]): Ready[] {
  const isFirst = ({ trigger }: Ready) => trigger.Event === 'PostClone'
  return [...ready.filter(isFirst), ...ready.filter((one) => !isFirst(one))]
}

async function runMutating(work: Work, { trigger, caller }: Ready, prepared: Prepared): Promise<void> {
  if (caller === undefined) return
  const ran = await run(work, trigger, prepared)
  if (!ran.ok) {
    work.failures.push({ trigger, ran })
    return
  }
  if (ran.value.text === work.document.text) return
  try {
    work.head = (await write(work, caller, trigger, ran.value)).unit
    work.document = new SharedDocument(ran.value.text)
  } catch (cause) {
    // The new document is refused before anything is written.
    if (!(cause instanceof Failure)) throw cause
    work.failures.push({ trigger, ran: { ok: false, message: cause.message } })
  }
}

function write({ db, head }: Work, caller: Caller, trigger: TriggerRow, { text, texts, records }: RanAll) {
  const { TriggerID, InvocationID } = trigger
  return writeUnitIn(db, {
    spaceId: head.SpaceID,
    unitId: head.UnitID,
    caller,
    userAgent: 'hubdeck-hub/triggers',
    source: 'Invoke',
    description: `Trigger ${trigger.SpaceSlug}/${trigger.Slug}`,
    dryRun: false,
    changeSetId: head.ChangeSetID ?? undefined,
    protect: trigger.Protect,
    byTrigger: true,
    produce: () => ({
      text,
      mutations: records.map((FunctionInvocation, at) => ({
        FunctionInvocation,
        TriggerID,
        InvocationID,
        text: texts[at] ?? text,
      })),
    }),
  })
}

async function judge(work: Work, { trigger, prepared }: Ready): Promise<TriggerOutcome | undefined> {
  if (!prepared.ok) return { trigger, ran: prepared }
  if (!answers(prepared.value)) return undefined
  // A Trigger that failed to write has reported that; validating another document than the intended one would mislead.
  if (work.failures.some((failure) => failure.trigger.TriggerID === trigger.TriggerID)) return undefined
  const ran = await run(work, trigger, prepared.value)
  return { trigger, ran: ran.ok ? { ...ran, prepared: prepared.value } : ran }
}

async function run({ db, unit, head, document }: Work, trigger: TriggerRow, prepared: Prepared) {
  const context = await runContext(db, prepared, {
    unitId: head.UnitID,
    revisionId: head.HeadRevisionID,
    comparedWith: unit,
    reference: trigger.OtherDataSource,
  })
  try {
    return await runPrepared(prepared, document, context)
  } catch (cause) {
    if (isPostponed(cause)) throw cause
    // A fault of one function must not keep the others from validating.
    return { ok: false as const, message: `The function crashed: ${reasonOf(cause)}` }
  }
}

async function store({ db, unit, head }: Work, outcomes: readonly TriggerOutcome[]): Promise<void> {
  const { columns, passed } = verdictOf(outcomes)
  await setVerdict(db, unit.UnitID, columns)
  if (head.HeadRevisionID !== null)
    await db
      .updateTable('Revision')
      .set({ ...columns, ValidationPassed: JSON.stringify(passed) })
      .where('RevisionID', '=', head.HeadRevisionID)
      .execute()
  // The revision that Triggers started from is not validated.
  if (unit.HeadRevisionID !== null && unit.HeadRevisionID !== head.HeadRevisionID)
    await db.updateTable('Revision').set(noVerdict).where('RevisionID', '=', unit.HeadRevisionID).execute()
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
