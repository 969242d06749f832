import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import {
  type ValueCell,
  type ValueColumn,
  ValuesRequest,
  type ValuesResponse,
} from '#lib/confighub/values.ts'
import type { Visit } from '#lib/server/access.ts'
import { RecentlyUsed } from '#lib/server/recently-used.ts'
import { refuse } from '#lib/server/refusal.ts'
import { readJson } from '#lib/server/request-body.ts'
import { valueCells } from '#lib/server/value-cells.ts'

// By hash of the document, so an entry can never be stale; who asks must have been given the hash by the hub.
const cells = new RecentlyUsed<string, ValueCell>(64 * 1024 * 1024)

export async function answerValues(request: Request, { hub, requestId }: Visit): Promise<Response> {
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
  const body: ValuesResponse = await readValues(hub, asked.data, request.signal)
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}

async function readValues(hub: ConfigHub, { unitIds, columns }: ValuesRequest, signal: AbortSignal) {
  const found = await hub.unitsById(unitIds, { select: 'Slug,DataHash' }, signal)
  const units = found.map(({ Unit }) => Unit)
  await readMissing(hub, units, columns, signal)
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
  signal: AbortSignal,
): Promise<void> {
  // Clones often have equal documents: one of each is enough.
  const wanted = new Map<string, string>()
  for (const { UnitID, DataHash } of units) {
    if (DataHash === undefined || wanted.has(DataHash)) continue
    if (columns.some((column) => cells.get(cellKey(DataHash, column)) === undefined))
      wanted.set(DataHash, UnitID)
  }
  for (const { DataHash, Data = '' } of await hub.unitDataById([...wanted.values()], signal)) {
    if (DataHash === undefined) continue
    for (const [index, cell] of valueCells(Data, columns).entries()) {
      const column = columns[index]
      if (column === undefined) continue
      cells.set(cellKey(DataHash, column), cell, 200 + JSON.stringify(cell).length)
    }
  }
}

function cellKey(dataHash: string, { resourceType, path }: ValueColumn): string {
  // Blanks may stand in a type and in a path, so joined by one, two columns could share their cells.
  return JSON.stringify([dataHash, resourceType, path])
}
