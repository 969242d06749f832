import { Hono } from 'hono'
import { sql, type Transaction } from 'kysely'
import { Failure, failureOf } from '#hub/access/failure.ts'
import { inTransaction } from '#hub/access/transaction.ts'
import { type Api, type Context, type Env, idOf, queryOf, writerOf } from '#hub/api/http/context.ts'
import { answerData, tagsIn, withDocuments } from '#hub/api/http/data-answer.ts'
import { sweptPage } from '#hub/api/http/swept-page.ts'
import { dataWrite } from '#hub/api/http/write-options.ts'
import { unitModel } from '#hub/entities/models/unit.ts'
import { presentUnit } from '#hub/entities/present-unit.ts'
import { includeOf, listParameters } from '#hub/query/list-parameters.ts'
import { flag } from '#hub/query/query-parameters.ts'
import type { MergedDocument } from '#hub/sources/merge-texts.ts'
import { parseIfLarge } from '#hub/store/parsed-document.ts'
import { readDocument } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { writeDocument } from '#hub/store/write-document.ts'
import { headSources } from '#hub/units/add-revision.ts'
import { diffDocuments } from '#hub/units/diff-texts.ts'
import { keepWithheld, mergeIntoHead } from '#hub/units/merge-documents.ts'
import { findRevision } from '#hub/units/revision-reference.ts'
import type { UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'

const notImplemented = ['clearance', 'guards']

/** Config data, separate from the entities (contract 5.2). */
export function unitData(api: Api): Hono<Env> {
  const routes = new Hono<Env>()
  const path = '/space/:space/unit/:unit/data'
  routes.get(path, (context) =>
    answerData(api, context, 'Unit', [
      sql`"Unit"."SpaceID" = ${idOf(context, 'space')}`,
      sql`"Unit"."UnitID" = ${idOf(context, 'unit')}`,
    ]),
  )
  // Unlike other writes of a Unit it has no 422: data that is well formed but not acceptable is a bad request.
  routes.put(path, async (context) => {
    try {
      return await putData(api, context)
    } catch (cause) {
      const failure = failureOf(cause)
      if (failure?.status === 422) throw new Failure(400, failure.message, failure.type)
      throw cause
    }
  })
  routes.get('/unit_data', (context) => listData(api, context))
  return routes
}

async function putData(api: Api, context: Context) {
  writerOf(context)
  const query = queryOf(context)
  for (const name of notImplemented)
    if (query.has(name))
      throw new Failure(501, `PUT .../data with ${name} is not implemented by the embedded hub.`)
  const include = includeOf(query, [...unitModel.include, 'ConfigData', 'Diff', 'MutationSources'])
  const text = await bodyText(context)
  const dryRun = flag(query, 'dry_run')
  const merge = mergeOf(query)
  if (query.has('merge_external_source') && flag(query, 'protect'))
    throw new Failure(
      400,
      'protect marks what is written here; it cannot be used with merge_external_source.',
    )
  // Before the Unit is locked, and cached for the write: parsing a large document takes a while.
  await parseIfLarge(text)
  const write = { ...dataWrite(context, query, dryRun), ifMatch: ifMatch(context) }
  const answer = await inTransaction(api.db, dryRun, async (db) => {
    const written =
      merge === undefined ? await replaceData(db, write, text) : await mergeData(db, write, merge, text)
    const wants = (name: string) => include.includes(name)
    return {
      Unit: presentUnit(written.unit, await slugOfSpace(db, written.unit)),
      ...(written.conflicts.length ? { Conflicts: written.conflicts } : {}),
      ...(wants('ConfigData') ? { ConfigData: written.text } : {}),
      ...(wants('Diff')
        ? {
            Diff: await diffDocuments({
              before: written.before,
              after: written.text,
              toolchain: written.unit.ToolchainType,
            }),
          }
        : {}),
      ...(wants('MutationSources') ? { MutationSources: await headSources(db, written.unit) } : {}),
    }
  })
  return context.json(answer)
}

async function replaceData(db: Transaction<Tables>, write: DataWrite, text: string) {
  const written = await writeUnitIn(db, {
    ...write,
    source: 'UpdateUnit',
    produce: () => ({ text, mutations: [] }),
  })
  return { ...written, conflicts: [] }
}

type DataWrite = Omit<UnitWrite, 'produce' | 'source'>

async function slugOfSpace(db: Transaction<Tables>, unit: UnitRow): Promise<string | undefined> {
  const space = await db
    .selectFrom('Space')
    .select('Slug')
    .where('SpaceID', '=', unit.SpaceID)
    .executeTakeFirst()
  return space?.Slug
}

/** The data is a newer version of a revision, or of an external source's last delivery. */
type Merge = ({ readonly base: string } | { readonly external: string }) & { readonly subtract: boolean }

function mergeOf(query: URLSearchParams): Merge | undefined {
  const base = query.get('merge_base') ?? ''
  const external = query.get('merge_external_source') ?? ''
  const subtract = flag(query, 'merge_enable_subtraction')
  if (base !== '' && external !== '')
    throw new Failure(400, 'merge_base and merge_external_source cannot be used together.')
  if (external !== '') {
    if (!/^[\x21-\x7e]([\x20-\x7e]{0,126}[\x21-\x7e])?$/.test(external))
      throw new Failure(400, 'merge_external_source: a name of printable characters, at most 128.')
    return { external, subtract }
  }
  if (base !== '') return { base, subtract }
  if (subtract)
    throw new Failure(400, 'merge_enable_subtraction requires merge_base or merge_external_source.')
  return undefined
}

/** Applies only what the new data changed since its base; local changes elsewhere stay (contract 5.2). */
async function mergeData(db: Transaction<Tables>, write: DataWrite, merge: Merge, theirs: string) {
  let merged: MergedDocument | undefined
  const written = await writeUnitIn(db, {
    ...write,
    source: 'external' in merge ? 'MergeExternal' : 'MergeUnits',
    produce: async (head, unit) => {
      const { base, number } = await baseOf(db, unit, head, merge)
      merged = await mergeIntoHead(db, unit, head, {
        base,
        theirs,
        mutationNum: unit.HeadMutationNum + 1,
        subtract: merge.subtract,
      })
      return {
        text: merged.text,
        mutations: [{ MergeBaseRevisionNum: number }],
        conflicts: merged.withheld.map(({ conflict }) => conflict),
      }
    },
  })
  if ('external' in merge) await noteDelivered(db, written.unit, merge.external, theirs)
  const withheld = merged?.withheld ?? []
  const unit = await keepWithheld(db, written.unit.UnitID, withheld)
  return { ...written, unit, conflicts: withheld.map(({ conflict }) => conflict) }
}

async function baseOf(
  db: Transaction<Tables>,
  unit: UnitRow,
  head: string,
  merge: Merge,
): Promise<{ base: string; number: number }> {
  if ('base' in merge) {
    const revision = await findRevision(db, unit, merge.base)
    return { base: await readDocument(db, revision.DataHash), number: revision.RevisionNum }
  }
  const delivered = await db
    .selectFrom('ExternalSource')
    .select('DataHash')
    .where('UnitID', '=', unit.UnitID)
    .where('Name', '=', merge.external)
    .executeTakeFirst()
  // The first delivery replaces the head, as far as protection lets it.
  return { base: delivered === undefined ? head : await readDocument(db, delivered.DataHash), number: 0 }
}

async function noteDelivered(
  db: Transaction<Tables>,
  unit: UnitRow,
  Name: string,
  text: string,
): Promise<void> {
  const { DataHash } = await writeDocument(db, text)
  await db
    .insertInto('ExternalSource')
    .values({ UnitID: unit.UnitID, Name, DataHash })
    .onConflict((conflict) => conflict.columns(['UnitID', 'Name']).doUpdateSet({ DataHash }))
    .execute()
}

function ifMatch(context: Context): string | undefined {
  const header = context.req.header('If-Match')
  if (header === undefined || header.trim() === '*') return undefined
  const tags = tagsIn(header)
  if (tags.length !== 1) throw new Failure(400, 'If-Match takes one quoted DataHash.')
  return tags[0]?.slice(1, -1)
}

async function bodyText(context: Context): Promise<string> {
  const bytes = await context.req.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Failure(400, 'The data is not valid UTF-8.')
  }
}

/** Documents of the selected Units, as plain text (contract A1). */
async function listData(api: Api, context: Context) {
  const parameters = listParameters(queryOf(context), unitModel)
  const select = ['SpaceSlug', 'DataHash', 'DataSize']
  const page = await sweptPage(api.db, context.get('caller'), unitModel, { ...parameters, select })
  if (page.next !== undefined) context.header('ConfigHub-Continue', page.next)
  return context.json(await withDocuments(api, page.rows))
}
