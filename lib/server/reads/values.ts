import 'server-only'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import {
  type ValueCell,
  type ValueColumn,
  ValuesRequest,
  type ValuesResponse,
} from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

// Cached by hash of the document, so an entry can never be stale; the caller must have received the hash from the hub.
const cells = new RecentlyUsed<string, ValueCell>(64 * 1024 * 1024)

export async function answerValues(
  request: Request,
  { hub, requestId, session }: RouteContext,
): Promise<Response> {
  const asked = ValuesRequest.safeParse(await readJson(request))
  if (!asked.success) {
    const issue = asked.error.issues[0]
    return refuse(
      400,
      'bad-request',
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
      requestId,
    )
  }
  const context = { owner: session.UserID, signal: request.signal }
  const body: ValuesResponse = await readValues(hub, asked.data, context)
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}

async function readValues(hub: ConfigHub, { unitIds, columns }: ValuesRequest, context: TaskContext) {
  const found = await hub.unitsById(unitIds, { select: 'Slug,DataHash,DataSize' }, context.signal)
  const units = found.map(({ Unit }) => Unit)
  await readMissing(hub, units, columns, context)
  const entries = units.flatMap(({ UnitID, DataHash }) => {
    const row = columns.map((column) => cells.get(cellKey(DataHash ?? '', column)))
    return row.every((cell) => cell !== undefined) && DataHash !== undefined
      ? [[UnitID, { DataHash, cells: row }] as const]
      : []
  })
  return { units: Object.fromEntries(entries) }
}

async function readMissing(
  hub: ConfigHub,
  units: readonly Unit[],
  columns: readonly ValueColumn[],
  context: TaskContext,
): Promise<void> {
  // Clones often have equal documents: one of each is enough.
  const wanted = new Map<string, Unit>()
  for (const unit of units) {
    const { DataHash } = unit
    if (DataHash === undefined || wanted.has(DataHash)) continue
    if (columns.some((column) => cells.get(cellKey(DataHash, column)) === undefined))
      wanted.set(DataHash, unit)
  }
  const budget = new RequestBudget()
  const batches = inBatches([...wanted.values()], ({ DataSize }) => DataSize ?? 0)
  await mapParallel(batches, async (batch) => {
    const ids = batch.map(({ UnitID }) => UnitID)
    const documents = (await hub.unitDataById(ids, context.signal)).flatMap(({ DataHash, Data = '' }) =>
      DataHash === undefined ? [] : [{ DataHash, text: Data }],
    )
    for (const portion of inBatches(documents, ({ text }) => text.length, taskLimits)) {
      const found = await budget.each(
        portion.map(({ text }) => text),
        (texts) => run(work(), 'cells', { texts, columns }, context),
        // Without cells it stays unknown.
        (): ValueCell[] => [],
      )
      for (const [index, { DataHash }] of portion.entries()) keep(DataHash, columns, found[index] ?? [])
    }
  })
}

function keep(dataHash: string, columns: readonly ValueColumn[], found: readonly ValueCell[]): void {
  for (const [index, cell] of found.entries()) {
    const column = columns[index]
    if (column === undefined) continue
    cells.set(cellKey(dataHash, column), cell, 200 + JSON.stringify(cell).length)
  }
}

function cellKey(dataHash: string, { resourceType, path }: ValueColumn): string {
  // Blanks may stand in a type and in a path, so joined by one, two columns could share their cells.
  return JSON.stringify([dataHash, resourceType, path])
}
