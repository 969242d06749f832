import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ValuesRequest, type ValuesResponse } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { checkedAnswer } from '#lib/server/access/checked-answer.ts'
import { cellsOfDocument, readDocumentCells } from '#lib/server/reads/document-cells.ts'
import { documentFields, headReader } from '#lib/server/reads/document-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

export async function answerValues(request: Request, context: RouteContext): Promise<Response> {
  return checkedAnswer(
    request,
    context,
    ValuesRequest,
    (asked, task): Promise<ValuesResponse> => readValues(context.hub, asked, task),
  )
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
