import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Caller } from '#hub/access/caller.ts'
import { Failure, failureOf, itemError } from '#hub/access/failure.ts'
import { mustMay } from '#hub/access/permissions.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import { mustBeFree } from '#hub/api/moves/move-names.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { lockRow, mustExist } from '#hub/entities/rows.ts'
import { check, requiredUuid } from '#hub/entities/validate.ts'
import { listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { Tables } from '#hub/store/tables.ts'

/** The destination Space; the contract does not name the field, clients of ConfigHub 0.8 send this one. */
const MoveRequest = z.object({ ToSpaceID: requiredUuid })

/** How entities of one type move. */
export type Move = {
  readonly model: EntityModel
  /** How an answer names the entity. */
  readonly identify: (row: Row) => Record<string, unknown>
  /** Refuses with a Failure. */
  readonly check: (db: Transaction<Tables>, caller: Caller, row: Row, destination: Row) => Promise<void>
  /** Moves the entity, and returns the further fields of its item. */
  readonly carry: (db: Transaction<Tables>, row: Row, destination: Row) => Promise<Record<string, unknown>>
}

/**
 * `POST /x/move`: every check runs over the whole selection before anything moves, so that either all of it moves or
 * nothing does. If one reason stops them all, the call itself fails; several reasons are answered item by item
 * with a 207 (contract 5.2, 2.4).
 */
export async function moveSelected(api: Api, context: Context, move: Move): Promise<Response> {
  const caller = writerOf(context)
  const query = queryOf(context)
  const { ToSpaceID } = check(MoveRequest, await jsonOf(context))
  const dryRun = flag(query, 'dry_run')
  const parameters = { ...listParameters(query, move.model), select: undefined }
  const { rows, next } = await sweptPage(api.db, caller, move.model, parameters)
  if (next !== undefined) context.header('ConfigHub-Continue', next)
  const { items, failed } = await inTransaction(api.db, dryRun, async (db) => {
    const destination = (await mustExist(db, caller, models.Space, ToSpaceID, 'ToSpaceID')) ?? {}
    mustMay(caller, 'CreateChildren', ToSpaceID)
    const current: Row[] = []
    for (const row of rows) current.push(await lockRow(db, caller, move.model, String(row[move.model.id])))
    const refusals = await refusalsOf(db, caller, move, current, destination)
    const failed = refusals.some((refusal) => refusal !== undefined)
    const items: Record<string, unknown>[] = []
    for (const [index, row] of current.entries())
      items.push({
        ...move.identify(row),
        ...(failed
          ? refusedItem(move, row, refusals[index])
          : await carried(db, move, row, destination, dryRun)),
      })
    return { items, failed }
  })
  return context.json(items, failed ? 207 : 200)
}

async function carried(db: Transaction<Tables>, move: Move, row: Row, destination: Row, dryRun: boolean) {
  if (row.SpaceID === destination.SpaceID) return {}
  const told = await move.carry(db, row, destination)
  return dryRun ? told : { Moved: true, ...told }
}

function refusedItem(move: Move, row: Row, refusal: Failure | undefined) {
  if (refusal === undefined) return {}
  const ErrorMetadata = { EntityID: row[move.model.id], EntitySlug: row.Slug, EntityType: move.model.table }
  return { Error: { ...itemError(refusal), ErrorMetadata } }
}

async function refusalsOf(
  db: Transaction<Tables>,
  caller: Caller,
  move: Move,
  rows: readonly Row[],
  destination: Row,
): Promise<(Failure | undefined)[]> {
  const names = new Set<string>()
  const refusals: (Failure | undefined)[] = []
  for (const row of rows) refusals.push(await refusalOf(db, caller, move, row, destination, names))
  const [first] = refusals
  const reason = (refusal: Failure | undefined) => refusal && [refusal.status, refusal.message, refusal.type]
  if (first !== undefined && refusals.every((each) => isDeepStrictEqual(reason(each), reason(first))))
    throw first
  return refusals
}

async function refusalOf(
  db: Transaction<Tables>,
  caller: Caller,
  move: Move,
  row: Row,
  destination: Row,
  names: Set<string>,
): Promise<Failure | undefined> {
  if (row.SpaceID === destination.SpaceID) return undefined
  const slug = String(row.Slug)
  try {
    mustMay(caller, 'Manage', String(row.SpaceID))
    if (names.has(slug))
      throw new Failure(409, `Two entities of this selection have the Slug ${slug}. Rename one first.`)
    names.add(slug)
    await mustBeFree(db, move.model.table, destination, slug)
    await move.check(db, caller, row, destination)
    return undefined
  } catch (cause) {
    const failure = failureOf(cause)
    if (failure === undefined) throw cause
    return failure
  }
}
