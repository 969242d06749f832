import 'server-only'
import { readResources } from '#lib/config/document.ts'
import { isSecretPath } from '#lib/config/mask.ts'
import type { Json } from '#lib/config/patch.ts'
import { readPath } from '#lib/config/path.ts'
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

// By hash of the document, so an entry can never be stale; who asks must have been given the hash by the hub.
const cells = new RecentlyUsed<string, ValueCell>(64 * 1024 * 1024)

/** Longer values are no use in a grid. */
const maxText = 512

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
    const resources = readResources(Data)
    for (const column of columns) {
      const cell = resources.ok ? cellOf(resources.value, column) : []
      cells.set(cellKey(DataHash, column), cell, 200 + JSON.stringify(cell).length)
    }
  }
}

function cellOf(
  resources: readonly { resourceType: string; value: Json }[],
  { resourceType, path }: ValueColumn,
): ValueCell {
  return resources
    .filter(
      (resource) => resourceType === '' || resourceType === '*' || resource.resourceType === resourceType,
    )
    .flatMap((resource) =>
      readPath(resource.value, path).map((found) =>
        isSecretPath(resource.resourceType, found.path)
          ? { value: '••••••', masked: true as const }
          : { value: scalarOf(found.value) },
      ),
    )
}

function scalarOf(value: Json): string | number | boolean | null {
  const scalar = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  return typeof scalar === 'string' && scalar.length > maxText ? `${scalar.slice(0, maxText)}…` : scalar
}

function cellKey(dataHash: string, { resourceType, path }: ValueColumn): string {
  return `${dataHash} ${resourceType} ${path}`
}
