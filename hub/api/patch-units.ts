import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { configDiff } from '#hub/api/config-diff.ts'
import { type Api, type Context, jsonOf, optionalId, queryOf, writerOf } from '#hub/api/context.ts'
import { Failure, failureOf, itemError } from '#hub/api/failure.ts'
import { listPage } from '#hub/api/list.ts'
import { flag, includeOf, listParameters } from '#hub/api/list-parameters.ts'
import { mustBeVersion } from '#hub/api/metadata.ts'
import { unitModel } from '#hub/api/models/unit.ts'
import { presentUnit } from '#hub/api/present-unit.ts'
import { findRevision } from '#hub/api/revision-reference.ts'
import { check, mergeMap, UnitPatch } from '#hub/api/validate.ts'
import { lockUnit, type UnitRow, writeUnitIn } from '#hub/api/write-unit.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'

const notImplemented = [
  'upgrade',
  'resolve',
  'merge_source',
  'merge_external_source',
  'change_order',
  'protect',
  'guards',
  'clearance',
  'squash',
  'revision_id',
]

/** Patchable by the contract (3), but not kept by this hub: pretending to store them would be a lie. */
const unservedFields = ['ChangeSetID', 'HiddenReason', 'Permissions', 'ToolchainType']

type Item = Record<string, unknown>

/** `PATCH` of one or of many Units: a metadata merge patch, or `restore`, or both (confighub-api 3, 5.2). */
export async function patchUnits(
  api: Api,
  context: Context,
  scope: readonly RawBuilder<unknown>[],
  form: 'single' | 'bulk',
): Promise<Item[]> {
  const caller = writerOf(context)
  const query = queryOf(context)
  const request = await readRequest(context, query, form)
  query.delete('include')
  const page = await listPage(api.db, caller, unitModel, listParameters(query, unitModel), scope)
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  const items: Item[] = []
  for (const row of page.rows) {
    const unit = {
      UnitID: String(row.UnitID),
      SpaceID: String(row.SpaceID),
      SpaceSlug: String(row.SpaceSlug),
    }
    try {
      items.push(await patchOne(api, context, unit, request))
    } catch (cause) {
      const failure = failureOf(cause)
      if (form === 'single' || failure === undefined) throw cause
      items.push({
        Unit: { UnitID: unit.UnitID, SpaceID: unit.SpaceID, Slug: row.Slug },
        Error: itemError(failure),
      })
    }
  }
  return items
}

async function readRequest(
  context: Context,
  query: URLSearchParams,
  form: 'single' | 'bulk',
): Promise<Request> {
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `PATCH /unit with ${name} is not implemented by the embedded hub.`)
  if (form === 'bulk' && (query.has('where_data') || query.has('resource_type')))
    throw new Failure(
      400,
      'PATCH /unit takes no where_data or resource_type. Select the ids first, then use where.',
    )
  const body = (await jsonOf(context)) ?? {}
  for (const name of unservedFields)
    if (typeof body === 'object' && name in body)
      throw new Failure(501, `PATCH /unit with ${name} is not implemented by the embedded hub.`)
  return {
    patch: check(UnitPatch, body),
    restore: query.get('restore') ?? '',
    dryRun: flag(query, 'dry_run'),
    tag: optionalId(query, 'tag'),
    changeSetId: optionalId(query, 'change_set_id'),
    include: includeOf(query, [...unitModel.include, 'ConfigData', 'MutationSources', 'Diff']),
  }
}

type Request = {
  patch: UnitPatch
  restore: string
  dryRun: boolean
  tag: string | undefined
  changeSetId: string | undefined
  include: readonly string[]
}

/** Metadata and document of one unit, together or not at all. */
async function patchOne(
  api: Api,
  context: Context,
  { UnitID, SpaceID, SpaceSlug }: { UnitID: string; SpaceID: string; SpaceSlug: string },
  request: Request,
): Promise<Item> {
  return api.db.transaction().execute(async (db) => {
    const patched = await patchMetadata(db, context, SpaceID, UnitID, request)
    const shows = (name: string) => request.include.includes(name)
    if (request.restore === '') {
      const data = shows('ConfigData') ? { ConfigData: await readDocument(db, patched.DataHash) } : {}
      return { Unit: presentUnit(patched, SpaceSlug), ...data }
    }
    const { unit, before, text } = await writeUnitIn(db, {
      spaceId: SpaceID,
      unitId: UnitID,
      caller: context.get('caller'),
      userAgent: context.req.header('User-Agent') ?? '',
      source: 'RestoreRevision',
      description: request.patch.LastChangeDescription ?? '',
      dryRun: request.dryRun,
      tag: request.tag,
      changeSetId: request.changeSetId,
      produce: (_before, current, transaction) => restored(transaction, current, request.restore),
    })
    // A dry run leaves the row as it is, so the would-be head is laid over it.
    const shown = request.dryRun
      ? {
          ...patched,
          DataHash: unit.DataHash,
          DataSize: unit.DataSize,
          LastChangeDescription: unit.LastChangeDescription,
        }
      : unit
    return {
      Unit: presentUnit(shown, SpaceSlug),
      ...(shows('ConfigData') ? { ConfigData: text } : {}),
      ...(shows('Diff') ? { Diff: configDiff(before, text) } : {}),
    }
  })
}

async function restored(db: Kysely<Tables>, unit: UnitRow, reference: string) {
  const revision = await findRevision(db, unit, reference)
  return {
    text: await readDocument(db, revision.DataHash),
    mutations: [{ RestoredRevisionNum: revision.RevisionNum }],
  }
}

/** A metadata merge patch makes no revision (3). */
async function patchMetadata(
  db: Transaction<Tables>,
  context: Context,
  SpaceID: string,
  UnitID: string,
  { patch, dryRun }: Request,
): Promise<UnitRow> {
  const current = await lockUnit(db, { spaceId: SpaceID, unitId: UnitID, caller: context.get('caller') })
  mustBeVersion(current, patch.Version)
  const changes = metadataChanges(current, patch)
  if (Object.keys(changes).length === 0) return current
  if (dryRun) return { ...current, ...parsed(changes) }
  return db
    .updateTable('Unit')
    .set({ ...changes, UpdatedAt: new Date(), Version: sql<number>`"Version" + 1` })
    .where('UnitID', '=', UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function metadataChanges(current: UnitRow, patch: UnitPatch) {
  const map = (name: 'Labels' | 'Annotations' | 'DeleteGates' | 'DestroyGates') => {
    const merged = mergeMap<string | boolean>(current[name], patch[name])
    return merged === undefined ? {} : { [name]: JSON.stringify(merged) }
  }
  return {
    ...(patch.Slug === undefined ? {} : { Slug: patch.Slug }),
    ...(patch.DisplayName === undefined ? {} : { DisplayName: patch.DisplayName ?? '' }),
    ...(patch.ProviderType === undefined ? {} : { ProviderType: patch.ProviderType ?? '' }),
    ...(patch.TargetID === undefined ? {} : { TargetID: patch.TargetID }),
    ...map('Labels'),
    ...map('Annotations'),
    ...map('DeleteGates'),
    ...map('DestroyGates'),
  }
}

/** The maps as values again, for the answer to a dry run. */
function parsed(changes: Readonly<Record<string, unknown>>): Partial<UnitRow> {
  const maps = ['Labels', 'Annotations', 'DeleteGates', 'DestroyGates']
  return Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [
      name,
      maps.includes(name) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  )
}
