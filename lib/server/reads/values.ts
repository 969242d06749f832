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
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
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
  const asked = await readChecked(request, ValuesRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const context = { owner: session.UserID, signal: request.signal }
  const body: ValuesResponse = await readValues(hub, asked.value, context)
  return answerJson(body, requestId)
}

/** By UnitID; units that cannot be read are absent. */
export async function readValues(hub: ConfigHub, { unitIds, columns }: ValuesRequest, context: TaskContext) {
  const found = await hub.unitsById(
    unitIds,
    { select: 'Slug,DataHash,DataSize,ToolchainType' },
    context.signal,
  )
  const units = found.map(({ Unit }) => Unit)
  await readMissing(hub, units, columns, context)
  const entries = units.flatMap((unit) => {
    const { UnitID, DataHash } = unit
    const unitDocument = documentOf(unit)
    const row = columns.map((column) => cells.get(cellKey(unitDocument, column)))
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
    const document = documentOf(unit)
    if (unit.DataHash === undefined || wanted.has(document)) continue
    if (columns.some((column) => cells.get(cellKey(document, column)) === undefined))
      wanted.set(document, unit)
  }
  const budget = new RequestBudget()
  const batches = inBatches([...wanted.values()], ({ DataSize }) => DataSize ?? 0)
  await mapParallel(batches, async (batch) => {
    const toolchains = new Map(batch.map(({ UnitID, ToolchainType }) => [UnitID, ToolchainType]))
    const found = await hub.unitDataById([...toolchains.keys()], context.signal)
    const documents = found.flatMap(({ UnitID, DataHash, Data = '' }) => {
      const toolchain = toolchains.get(UnitID)
      if (DataHash === undefined) return []
      return [{ DataHash, text: Data, ...(toolchain === undefined ? {} : { toolchain }) }]
    })
    for (const portion of inBatches(documents, ({ text }) => text.length, taskLimits)) {
      const rows = await budget.each(
        portion,
        (each) => run(work(), 'cells', { documents: each, columns }, context),
        // Without cells, its values stay unknown.
        (): ValueCell[] => [],
      )
      for (const [index, { DataHash, toolchain }] of portion.entries())
        keep(documentOf({ DataHash, ToolchainType: toolchain }), columns, rows[index] ?? [])
    }
  })
}

/** The same bytes have other values in another format. */
function documentOf({
  DataHash = '',
  ToolchainType = '',
}: {
  readonly DataHash?: string | undefined
  readonly ToolchainType?: string | undefined
}): string {
  return `${DataHash} ${ToolchainType}`
}

function keep(document: string, columns: readonly ValueColumn[], found: readonly ValueCell[]): void {
  for (const [index, cell] of found.entries()) {
    const column = columns[index]
    if (column === undefined) continue
    cells.set(cellKey(document, column), cell, 200 + JSON.stringify(cell).length)
  }
}

function cellKey(document: string, { resourceType, path }: ValueColumn): string {
  // Types and paths may contain blanks, so if they were joined by one, two columns could share their cells.
  return JSON.stringify([document, resourceType, path])
}
