import { type RawBuilder, sql, type Transaction } from 'kysely'
import { Failure, failureOf, itemError } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, jsonOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { refusePermissions } from '#hub/api/http/refuse-permissions.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import { writeOptions } from '#hub/api/http/write-options.ts'
import { bodyOf, mustNameVersion } from '#hub/api/kinds/entity-changes.ts'
import { operate, operationOf, type UnitOperation } from '#hub/api/units/unit-operation.ts'
import type { Row } from '#hub/entities/fields.ts'
import { mergePatch } from '#hub/entities/merge-patch.ts'
import { mustBeVersion } from '#hub/entities/metadata.ts'
import { models } from '#hub/entities/models/models.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { type UnitBody, unitSchema } from '#hub/entities/unit-schema.ts'
import { ChangeFields, check, JsonMap } from '#hub/entities/validate.ts'
import { includeOf, listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { headSources } from '#hub/units/add-revision.ts'
import { moveToChangeSet } from '#hub/units/change-set-membership.ts'
import { diffDocuments } from '#hub/units/diff-texts.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { lockUnit } from '#hub/units/write-unit.ts'
import type { Json } from '#lib/base/json.ts'

type Item = Record<string, unknown>
type Form = 'single' | 'bulk'

type Request = {
  readonly isPut: boolean
  readonly body: Readonly<Record<string, Json>>
  /** The reason of the change, and the ChangeSet to enter (an id), to leave (null), or neither. */
  readonly change: { readonly LastChangeDescription: string; readonly ChangeSetID: string | null | undefined }
  readonly operation: UnitOperation | undefined
  readonly dryRun: boolean
  readonly include: readonly string[]
  readonly write: ReturnType<typeof writeOptions>
}

/** `PATCH` or `PUT` of one Unit: metadata, a query operation, or both (contract 3, 5.2). */
export async function patchUnit(
  api: Api,
  context: Context,
  scope: readonly RawBuilder<unknown>[],
): Promise<Item> {
  const caller = writerOf(context)
  const request = await readRequest(context, 'single')
  const page = await sweptPage(api.db, caller, models.Unit, everything, scope)
  const [row] = page.rows
  if (row === undefined) throw new Failure(404, 'Unit not found.')
  return patchOne(api, context, row, request)
}

const everything = { ...listParameters(new URLSearchParams(), models.Unit), includeHidden: '*' as const }

/** `PATCH` of all selected Units; failures are reported item by item. */
export async function patchUnits(api: Api, context: Context): Promise<Item[]> {
  const caller = writerOf(context)
  const query = queryOf(context)
  if (query.has('where_data') || query.has('resource_type'))
    throw new Failure(
      400,
      'PATCH /unit takes no where_data or resource_type. Select the ids first, then use where.',
    )
  const request = await readRequest(context, 'bulk')
  query.delete('include')
  const parameters = listParameters(query, models.Unit)
  const page = await sweptPage(api.db, caller, models.Unit, parameters)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const items: Item[] = []
  for (const row of page.rows) items.push(await itemOf(api, context, row, request))
  return items
}

async function itemOf(api: Api, context: Context, row: Row, request: Request): Promise<Item> {
  try {
    return await patchOne(api, context, row, request)
  } catch (cause) {
    const failure = failureOf(cause)
    if (failure === undefined) throw cause
    const { UnitID, SpaceID, Slug } = row
    return { Unit: { UnitID, SpaceID, Slug }, Error: itemError(failure) }
  }
}

async function readRequest(context: Context, form: Form): Promise<Request> {
  const query = queryOf(context)
  if (query.has('merge_external_source'))
    throw new Failure(400, 'merge_external_source requires data: use PUT .../data.')
  const operation = operationOf(query, form)
  const body = check(JsonMap, (await jsonOf(context)) ?? {})
  refusePermissions(body, 'PATCH /unit')
  const change = check(ChangeFields, body)
  mustNameVersion(context, body)
  return {
    isPut: context.req.method === 'PUT',
    body,
    change: {
      LastChangeDescription: change.LastChangeDescription ?? '',
      ChangeSetID: change.ChangeSetID,
    },
    operation,
    dryRun: flag(query, 'dry_run'),
    include: includeOf(query, [...models.Unit.include, 'ConfigData', 'MutationSources', 'Diff']),
    write: writeOptions(context, query),
  }
}

/** Metadata, ChangeSet and document of one unit, together or not at all. */
async function patchOne(api: Api, context: Context, row: Row, request: Request): Promise<Item> {
  const place = { unitId: String(row.UnitID), spaceId: String(row.SpaceID) }
  const write = {
    ...request.write,
    ...place,
    dryRun: false,
    rehearsal: request.dryRun,
    description: request.change.LastChangeDescription,
  }
  return inTransaction(api.db, request.dryRun, async (db) => {
    const current = await lockUnit(db, { ...place, caller: write.caller })
    mustBeVersion(current, request.body.Version)
    const patched = await patchMetadata(db, context, current, request)
    const entering = typeof request.change.ChangeSetID === 'string'
    const entered = entering
      ? await moveToChangeSet(db, patched, request.change.ChangeSetID ?? null, write)
      : patched
    const operated =
      request.operation === undefined ? undefined : await operate(db, entered, request.operation, write)
    const unit =
      request.change.ChangeSetID === null
        ? await moveToChangeSet(db, operated?.unit ?? entered, null, write)
        : (operated?.unit ?? entered)
    return {
      Unit: presentUnit(unit, String(row.SpaceSlug)),
      ...(operated?.withheld?.length ? { Conflicts: operated.withheld.map(({ conflict }) => conflict) } : {}),
      ...(await shown(db, unit, operated, request.include)),
    }
  })
}

async function shown(
  db: Transaction<Tables>,
  unit: UnitRow,
  operated: { readonly before: string; readonly text: string } | undefined,
  include: readonly string[],
): Promise<Item> {
  const wants = (name: string) => include.includes(name)
  const text =
    operated?.text ?? (wants('ConfigData') || wants('Diff') ? await readDocument(db, unit.DataHash) : '')
  return {
    ...(wants('ConfigData') ? { ConfigData: text } : {}),
    ...(wants('Diff')
      ? {
          Diff: await diffDocuments({
            before: operated?.before ?? text,
            after: text,
            toolchain: unit.ToolchainType,
          }),
        }
      : {}),
    ...(wants('MutationSources') ? { MutationSources: await headSources(db, unit) } : {}),
  }
}

/** A metadata merge patch makes no revision (contract 3). */
async function patchMetadata(
  db: Transaction<Tables>,
  context: Context,
  current: UnitRow,
  request: Request,
): Promise<UnitRow> {
  const before = bodyOf({ schema: unitSchema }, current)
  const next = check(unitSchema, request.isPut ? request.body : mergePatch(before, request.body))
  if (next.ToolchainType !== current.ToolchainType)
    throw new Failure(400, `ToolchainType cannot be changed (${current.Slug} is ${current.ToolchainType}).`)
  const changes = changedColumns(current, next)
  if (Object.keys(changes).length === 0) return current
  if (next.TargetID !== undefined && next.TargetID !== current.TargetID)
    await mustExist(db, context.get('caller'), models.Target, next.TargetID, 'TargetID')
  return db
    .updateTable('Unit')
    .set({ ...changes, UpdatedAt: new Date(), Version: sql<number>`"Version" + 1` })
    .where('UnitID', '=', current.UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function changedColumns(current: UnitRow, next: UnitBody): Record<string, unknown> {
  const columns: Record<string, unknown> = { ...next, TargetID: next.TargetID ?? null }
  const maps = ['Labels', 'Annotations', 'DeleteGates', 'DestroyGates'] as const
  for (const [name, value] of Object.entries(columns)) {
    const old = current[name as keyof UnitRow]
    const isMap = maps.some((map) => map === name)
    if (isMap ? sameMap(old, value) : old === value) delete columns[name]
    else if (isMap) columns[name] = JSON.stringify(value)
  }
  return columns
}

function sameMap(one: unknown, other: unknown): boolean {
  const sorted = (map: unknown) => JSON.stringify(Object.entries(map as object).sort())
  return sorted(one) === sorted(other)
}
