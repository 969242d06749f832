import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ValuesRequest, type ValuesResponse } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { cellsOfDocument, readDocumentCells } from '#lib/server/reads/document-cells.ts'
import { documentFields, headReader } from '#lib/server/reads/document-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

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
    { select: ['Slug', ...documentFields].join(',') },
    context.signal,
  )
  const heads = found.map(({ Unit }) => ({ ...Unit, id: Unit.UnitID }))
  await readDocumentCells(heads, columns, headReader(hub, context), context)
  const entries = heads.flatMap((unit) => {
    const { UnitID, DataHash } = unit
    const cells = cellsOfDocument(unit, columns)
    return cells !== undefined && DataHash !== undefined ? [[UnitID, { DataHash, cells }] as const] : []
  })
  return { units: Object.fromEntries(entries) }
}
