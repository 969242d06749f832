import { Hono } from 'hono'
import { sql } from 'kysely'
import { z } from 'zod'
import { Failure } from '#hub/access/failure.ts'
import { pairOf, pairsOf, readerOf, unitById, unitDiff, type Wanted } from '#hub/api/diffs/unit-diffs.ts'
import { type Api, type Context, type Env, idOf, jsonOf, queryOf } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import type { Row } from '#hub/entities/fields.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { findRow } from '#hub/entities/rows.ts'
import { check, requiredUuid, Toolchain } from '#hub/entities/validate.ts'
import { parseWhereResource } from '#hub/functions/where-resource.ts'
import { includeOf, listParameters } from '#hub/query/list-parameters.ts'
import { readManySources, readSources } from '#hub/sources/read-sources.ts'
import { parsedDocument } from '#hub/store/parsed-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import { diffDocuments } from '#hub/units/diff-texts.ts'
import { findRevision, isRevisionReference, type RevisionRow } from '#hub/units/revision-reference.ts'
import type { UnitRow } from '#hub/units/write-request.ts'
import { takeTurns } from '#hub/work/take-turns.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'

/** What changed between revisions of a Unit, of many, or between any two documents (contract 4.5, 5.2). */
export function diffs(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/space/:space/unit/:unit/diff', async (context) => {
    const wanted = wantedOf(context)
    const unit = await unitOf(api, context, idOf(context, 'unit'))
    if (unit.SpaceID !== idOf(context, 'space')) throw new Failure(404, 'Unit not found.')
    const pair = await pairOf(api.db, unit, wanted)
    const read = await readerOf(api.db, [pair])
    return context.json(await unitDiff(api.db, unit, pair, wanted, read))
  })
  routes.get('/unit_diff', (context) => listDiffs(api, context))
  routes.post('/diff', (context) => diffSides(api, context))
  return routes
}

const includes = ['Attribution', 'Unchanged']

function wantedOf(context: Context): Wanted {
  const query = queryOf(context)
  const include = includeOf(query, includes)
  const whereResource = query.get('where_resource') ?? ''
  const where = parseWhereResource([whereResource])
  if (!where.ok) throw new Failure(400, where.message.replace('WhereResource', 'where_resource'))
  for (const name of ['from', 'to']) {
    const reference = query.get(name)
    if (reference && !isRevisionReference(reference))
      throw new Failure(400, `${name}: "${reference}" is not a revision reference.`)
  }
  const unchanged = include.includes('Unchanged')
  return {
    from: query.get('from') || undefined,
    to: query.get('to') || 'HeadRevisionNum',
    attribution: include.includes('Attribution'),
    compare: (texts) => diffDocuments({ ...texts, unchanged, whereResource }),
  }
}

/** Units whose revisions and documents are read together. */
const unitsAtOnce = 100

/** `GET /unit_diff`: 207 when some Unit has no such revision, with its Error in place of the diff. */
async function listDiffs(api: Api, context: Context): Promise<Response> {
  const { db } = api
  const wanted = wantedOf(context)
  const rows = await selectedUnits(api, context)
  const items: Record<string, unknown>[] = []
  const nextTurn = takeTurns()
  for (let at = 0; at < rows.length; at += unitsAtOnce) {
    const chunk = rows.slice(at, at + unitsAtOnce)
    const ids = chunk.map(({ UnitID }) => String(UnitID))
    const units = await db
      .selectFrom('Unit')
      .selectAll()
      .where(sql<boolean>`"UnitID" = any(${ids}::uuid[])`)
      .execute()
    const pairs = await pairsOf(db, units, wanted)
    const read = await readerOf(db, pairs.values())
    // Computed together and cached, so that each Unit below finds its sources ready.
    if (wanted.attribution)
      await readManySources(
        db,
        [...pairs.values()].map(({ to }) => to),
      )
    const byId = new Map(units.map((unit) => [unit.UnitID, unit]))
    const work = async ({ UnitID }: Row) => {
      const unit = byId.get(String(UnitID)) ?? (await unitById(db, String(UnitID)))
      return unitDiff(db, unit, pairs.get(unit.UnitID) ?? (await pairOf(db, unit, wanted)), wanted, read)
    }
    for (const row of chunk) {
      await nextTurn()
      items.push(await itemOf(unitModel, work, row))
    }
  }
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}

const Side = z
  .object({
    Data: z.string().optional(),
    UnitID: requiredUuid.optional(),
    Revision: z.string().optional(),
    ToolchainType: Toolchain.optional(),
  })
  .refine(({ Data, UnitID }) => (Data === undefined) !== (UnitID === undefined), 'either Data or UnitID')

/** `DiffRequest` */
const DiffRequest = z.object({ From: Side, To: Side })

/** A resolved side: its document, and how `DiffResult` names it. */
type Resolved = {
  readonly text: string
  readonly toolchain: string | undefined
  readonly revision?: RevisionRow
  /** Empty for inline data. */
  readonly named: Readonly<Record<string, string | number>>
}

/** `DiffResult`: the diff, and the sides with the revisions that their references named; inline data is not repeated. */
async function diffSides(api: Api, context: Context) {
  const wanted = wantedOf(context)
  const request = check(DiffRequest, (await jsonOf(context)) ?? {})
  const from = await resolveSide(api, context, request.From)
  const to = await resolveSide(api, context, request.To)
  const toolchain = to.toolchain ?? from.toolchain ?? 'Kubernetes/YAML'
  if ((from.toolchain ?? toolchain) !== toolchain)
    throw new Failure(400, `${from.toolchain} cannot be compared with ${toolchain}.`)
  for (const [name, { text }] of [['From', from] as const, ['To', to] as const])
    await mustParse(name, toolchain, text)
  const sources =
    wanted.attribution && to.revision !== undefined ? await readSources(api.db, to.revision) : undefined
  return context.json({
    Diff: await wanted.compare({ before: from.text, after: to.text, sources, toolchain }),
    From: from.named,
    To: to.named,
  })
}

async function resolveSide(api: Api, context: Context, side: z.infer<typeof Side>): Promise<Resolved> {
  if (side.UnitID === undefined) return { text: side.Data ?? '', toolchain: side.ToolchainType, named: {} }
  const unit = await unitOf(api, context, side.UnitID)
  if (side.ToolchainType !== undefined && side.ToolchainType !== unit.ToolchainType)
    throw new Failure(400, `${unit.Slug} is ${unit.ToolchainType}, not ${side.ToolchainType}.`)
  const revision = await findRevision(api.db, unit, side.Revision || 'HeadRevisionNum')
  return {
    text: await readDocument(api.db, revision.DataHash),
    toolchain: unit.ToolchainType,
    revision,
    named: { UnitID: unit.UnitID, SpaceID: unit.SpaceID, RevisionNum: revision.RevisionNum },
  }
}

async function mustParse(side: string, toolchain: string, text: string): Promise<void> {
  if (formatOf(toolchain).kind === 'text') return
  const parsed = await parsedDocument(text, toolchain)
  if (parsed.kind === 'unreadable')
    throw new Failure(400, `${side}: the data does not parse as ${toolchain}: ${parsed.error.message}`)
}

async function unitOf(api: Api, context: Context, id: string): Promise<UnitRow> {
  const found = await findRow(api.db, context.get('caller'), unitModel, id)
  if (found === undefined) throw new Failure(404, `Unit ${id} not found.`)
  return unitById(api.db, id)
}

/** `include` names parts of the diff here, not expansions of Units. */
async function selectedUnits(api: Api, context: Context): Promise<Row[]> {
  const query = queryOf(context)
  query.delete('include')
  const page = await sweptPage(api.db, context.get('caller'), unitModel, listParameters(query, unitModel))
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  return page.rows
}
