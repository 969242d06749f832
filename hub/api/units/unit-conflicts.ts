import { Hono } from 'hono'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { dataWrite } from '#hub/api/http/write-options.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'
import { check } from '#hub/entities/validate.ts'
import { applyWithheld, settleTask } from '#hub/sources/apply-withheld.ts'
import type { MutationConflict, WithheldChange } from '#hub/sources/conflicts.ts'
import { diffDocuments } from '#hub/units/diff-texts.ts'
import { keepWithheld } from '#hub/units/merge-documents.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { lockUnit, writeUnitIn } from '#hub/units/write-unit.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import type { Json } from '#lib/base/json.ts'

/** Selects outstanding conflicts; an absent or empty selector selects all. */
const Selector = z.object({
  Reason: z.string().optional(),
  Path: z.string().optional(),
  ResourceName: z.string().optional(),
})
const ConflictsRequest = z.object({
  Action: z.enum(['Apply', 'Dismiss']),
  DryRun: z.boolean().optional(),
  Select: z.array(Selector).max(1000, 'at most 1000').optional(),
})
type ConflictsRequest = z.infer<typeof ConflictsRequest>

/** `POST .../conflicts`: makes the changes that the last merge withheld, or stops reporting them (contract 5.2). */
export function unitConflicts(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.post('/space/:space/unit/:unit/conflicts', (context) => settle(api, context))
  return routes
}

async function settle(api: Api, context: Context) {
  const caller = writerOf(context)
  const query = queryOf(context)
  const request = check(ConflictsRequest, await jsonOf(context))
  const dryRun = request.DryRun === true
  const place = { spaceId: idOf(context, 'space'), unitId: idOf(context, 'unit') }
  const answer = await inTransaction(api.db, dryRun, async (db) => {
    const unit = await lockUnit(db, { ...place, caller })
    const all = withheldOf(unit)
    const chosen = all.filter((change) => isSelected(request, change))
    const applied = request.Action === 'Apply' ? chosen.filter(canApply) : []
    const gone = request.Action === 'Apply' ? applied : chosen
    const written =
      applied.length === 0
        ? undefined
        : await writeUnitIn(db, {
            ...dataWrite(context, query, dryRun),
            source: 'MergeUnits',
            produce: async (head) => ({
              text: await applyAll(unit, head, applied),
              mutations: [mutationOf(applied)],
            }),
          })
    const left = all.filter((change) => !gone.includes(change))
    const after = await keepWithheld(db, unit.UnitID, left)
    const space = await db
      .selectFrom('Space')
      .select('Slug')
      .where('SpaceID', '=', unit.SpaceID)
      .executeTakeFirst()
    return {
      Unit: presentUnit(after, space?.Slug),
      Applied: applied.length,
      Dismissed: request.Action === 'Dismiss' ? gone.length : 0,
      ...(written === undefined
        ? {}
        : {
            Diff: await diffDocuments({
              before: written.before,
              after: written.text,
              toolchain: unit.ToolchainType,
            }),
          }),
      ...(left.length > 0 ? { Conflicts: left.map(({ conflict }) => conflict) } : {}),
    }
  })
  return context.json(answer)
}

function withheldOf(unit: UnitRow): WithheldChange[] {
  return unit.Conflicts.map((conflict, index) => ({
    conflict: conflict as MutationConflict,
    value: unit.WithheldValues[index]?.value as Json | undefined,
  }))
}

function isSelected({ Select }: ConflictsRequest, { conflict }: WithheldChange): boolean {
  if (Select === undefined || Select.length === 0) return true
  return Select.some(
    ({ Reason, Path, ResourceName }) =>
      (!Reason || Reason === conflict.Reason) &&
      (!Path || Path === conflict.Path) &&
      (!ResourceName || ResourceName === conflict.Resource.ResourceName),
  )
}

/** A shadowed deletion has already happened: it can only be dismissed, not applied. */
function canApply({ conflict }: WithheldChange): boolean {
  return conflict.Reason !== 'DeleteShadowed'
}

function mutationOf(applied: readonly WithheldChange[]) {
  const sources = new Set(applied.map(({ conflict }) => conflict.UnitID))
  const [only] = sources
  return sources.size === 1 && only !== undefined ? { MergeSourceID: only } : {}
}

async function applyAll(unit: UnitRow, head: string, applied: readonly WithheldChange[]): Promise<string> {
  const whole = applied.find(({ conflict }) => conflict.Path === '')
  if (whole !== undefined)
    throw new Failure(
      422,
      `${whole.conflict.Resource.ResourceName} as a whole cannot be applied; edit the data, then dismiss the conflict.`,
    )
  const size = sizeOf([head])
  const changes = { head, applied }
  const edited = size === 'small' ? applyWithheld(changes) : await runInThread(settleTask, changes, size)
  if (!edited.ok) throw new Failure(422, `${unit.Slug}: ${edited.message}`)
  return edited.value
}
