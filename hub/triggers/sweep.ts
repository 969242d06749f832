import { type Kysely, type Selectable, sql } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import type { Prepared } from '#hub/functions/invoke.ts'
import { SharedDocument } from '#hub/functions/load.ts'
import { runPrepared } from '#hub/functions/run-request.ts'
import { filterSql, findFilter } from '#hub/query/conditions.ts'
import type { TriggerSelection } from '#hub/query/list-parameters.ts'
import { selectionSql } from '#hub/query/selection.ts'
import { readDocuments } from '#hub/store/read-document.ts'
import type { Tables, UnitTable } from '#hub/store/tables.ts'
import {
  selectedUnits,
  type TriggerRow,
  triggerColumns,
  triggerJoins,
  triggerOrder,
} from '#hub/triggers/applicable.ts'
import { prepareTrigger, requestOf } from '#hub/triggers/prepare-trigger.ts'
import { runContext } from '#hub/triggers/run-context.ts'
import { mustUseParts } from '#hub/triggers/trigger-rights.ts'
import { takeTurns } from '#hub/work/take-turns.ts'

type Unit = Selectable<UnitTable>

/** Documents are held in memory this many at a time. */
const batchSize = 50
const limitMs = 20_000

/**
 * The Units among `rows` that fail one of the selected Triggers, or with `passed` those that fail none (contract
 * 5.1). Every validating Trigger that the expression finds runs, chosen by a Space or not and disabled or not, on each
 * Unit of its toolchain that its WhereUnit and UnitFilterID select; nothing is stored.
 */
export async function sweep(
  db: Kysely<Tables>,
  caller: Caller,
  selection: TriggerSelection,
  rows: readonly Row[],
): Promise<Row[]> {
  const triggers = (await selectedTriggers(db, caller, selection)).map((trigger) =>
    prepareOne(caller, trigger),
  )
  const kept: Row[] = []
  const nextTurn = takeTurns()
  const deadline = Date.now() + limitMs
  for (let start = 0; start < rows.length; start += batchSize) {
    if (Date.now() > deadline)
      throw new Failure(
        504,
        `The Triggers took longer than ${limitMs / 1000} s for ${start} units. Narrow the where, or set a limit.`,
      )
    const batch = rows.slice(start, start + batchSize)
    const failing = await failingUnits(
      db,
      caller,
      triggers,
      batch.map((row) => String(row.UnitID)),
      nextTurn,
    )
    kept.push(...batch.filter((row) => failing.has(String(row.UnitID)) !== selection.passed))
  }
  return kept
}

async function selectedTriggers(
  db: Kysely<Tables>,
  caller: Caller,
  { where, filter }: TriggerSelection,
): Promise<TriggerRow[]> {
  const selected = filter === undefined ? undefined : await findFilter(db, caller, models.Trigger, filter)
  const hidden = hiddenSpaces(caller)
  const conditions = [
    sql`"Trigger"."Validating"`,
    ...visibleSql(caller, models.Trigger),
    ...selectionSql(models.Trigger, { where, whereData: '', resourceType: '', contains: '' }, hidden),
    ...(selected === undefined ? [] : filterSql(models.Trigger, selected, hidden)),
  ]
  const { rows } = await sql<TriggerRow>`
    select ${triggerColumns} from "Trigger" ${triggerJoins}
    where ${sql.join(conditions, sql` and `)} order by ${triggerOrder}`.execute(db)
  return rows
}

type Ready = {
  readonly trigger: TriggerRow
  readonly prepared: Prepared
  /**
   * The validation as a cache key, where the result depends only on the document: many Spaces have the same Trigger.
   */
  readonly question: string | undefined
}

function prepareOne(caller: Caller, trigger: TriggerRow): Ready {
  mustUseParts(caller, trigger)
  const prepared = prepareTrigger(trigger)
  if (!prepared.ok)
    throw new Failure(422, `Trigger ${trigger.SpaceSlug}/${trigger.Slug}: ${prepared.message}`)
  const question = prepared.value.needs.size > 0 ? undefined : JSON.stringify(requestOf(trigger))
  return { trigger, prepared: prepared.value, question }
}

async function failingUnits(
  db: Kysely<Tables>,
  caller: Caller,
  triggers: readonly Ready[],
  unitIds: readonly string[],
  nextTurn: () => Promise<void>,
): Promise<ReadonlySet<string>> {
  const failing = new Set<string>()
  if (triggers.length === 0 || unitIds.length === 0) return failing
  const { rows: units } = await sql<Unit>`
    select "Unit".* from "Unit" where "UnitID" = any(${unitIds}::uuid[])`.execute(db)
  const documents = await readDocuments(
    db,
    units.map(({ DataHash }) => DataHash),
  )
  const asked = await Promise.all(
    triggers.map(async (ready) => ({
      ready,
      units: await selectedUnits(db, caller, ready.trigger, unitIds),
    })),
  )
  const verdicts = new Map<string, boolean>()
  for (const unit of units) {
    const document = new SharedDocument(documents.get(unit.DataHash) ?? '')
    const own = asked.filter(
      ({ ready, units: selected }) =>
        ready.trigger.ToolchainType === unit.ToolchainType && selected.has(unit.UnitID),
    )
    const judge = async ({ trigger, prepared }: Ready) => {
      await nextTurn()
      return passes(db, unit, document, trigger, prepared)
    }
    if (await failsOne(own, unit.DataHash, verdicts, judge)) failing.add(unit.UnitID)
  }
  return failing
}

/** `verdicts` are earlier results, by document and validation. */
async function failsOne(
  own: readonly { readonly ready: Ready }[],
  dataHash: string,
  verdicts: Map<string, boolean>,
  judge: (ready: Ready) => Promise<boolean>,
): Promise<boolean> {
  for (const { ready } of own) {
    const key = ready.question === undefined ? undefined : `${dataHash} ${ready.question}`
    const passed = (key === undefined ? undefined : verdicts.get(key)) ?? (await judge(ready))
    if (key !== undefined) verdicts.set(key, passed)
    if (!passed) return true
  }
  return false
}

async function passes(
  db: Kysely<Tables>,
  unit: Unit,
  document: SharedDocument,
  { OtherDataSource }: TriggerRow,
  prepared: Prepared,
): Promise<boolean> {
  const context = await runContext(db, prepared, {
    unitId: unit.UnitID,
    revisionId: unit.HeadRevisionID,
    comparedWith: unit,
    reference: OtherDataSource,
  })
  const ran = await runPrepared(prepared, document, context)
  return ran.ok && ran.value.validations.every(({ Passed }) => Passed)
}
