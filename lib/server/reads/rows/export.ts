import 'server-only'
import { type Outcome, ok } from '#lib/base/result.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { userName } from '#lib/history/user-name.ts'
import { ExportRequest } from '#lib/rows/export-request.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { streamText } from '#lib/server/http/stream-text.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { mostJudged } from '#lib/server/reads/rows/computed-filter.ts'
import { contentTypes, type Provenance } from '#lib/server/reads/rows/export-format.ts'
import { inOrder, type OrderColumn, orderText } from '#lib/server/reads/rows/export-order.ts'
import { exportText } from '#lib/server/reads/rows/export-rows.ts'
import {
  type ExportColumn,
  type ExportTable,
  exportColumns,
  notesOf,
  readExportTable,
} from '#lib/server/reads/rows/export-table.ts'
import type { RowsContext } from '#lib/server/reads/rows/row-lines.ts'

/** Streams a file with the rows of a query, or of the units that were picked from it. */
export async function answerExport(request: Request, context: RouteContext): Promise<Response> {
  const { hub, session, requestId } = context
  const asked = await readChecked(request, ExportRequest)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const gone = new AbortController()
  const reading = { owner: session.UserID, signal: AbortSignal.any([request.signal, gone.signal]) }
  const read = await readColumns(hub, asked.value, reading)
  if (!read.ok) return refuse(400, 'bad-request', read.message, requestId)
  const { columns, order } = read.value
  const all = [...columns, ...order]
  const unsorted = await readExportTable(hub, asked.value, all, reading)
  if (unsorted.order.length > mostJudged && all.some(({ run }) => run !== undefined))
    return refuse(422, 'too-large', tooMany, requestId)
  const nameOf = all.some(({ holds }) => holds === 'person') ? await readNames(hub, reading) : () => ''
  const exported = await inOrder(hub, unsorted, order, nameOf, reading)
  const provenance = provenanceOf(asked.value, columns, orderText(order), exported, session)
  const text = exportText(hub, asked.value, { exported, columns, provenance, nameOf }, reading)
  return streamText(text, () => gone.abort(), {
    'Content-Type': contentTypes[asked.value.format],
    'Content-Disposition': `attachment; filename="units.${asked.value.format}"`,
    'X-Request-Id': requestId,
  })
}

type Columns = { readonly columns: readonly ExportColumn[]; readonly order: readonly OrderColumn[] }

const tooMany = `Functions are run on at most ${mostJudged.toLocaleString('en-GB')} units. Narrow the query, or hide the columns of functions.`

async function readColumns(
  hub: ConfigHub,
  { columns: asked, order: rules = [] }: ExportRequest,
  context: RowsContext,
): Promise<Outcome<Columns>> {
  const columns = await exportColumns(hub, asked, context)
  if (!columns.ok) return wrongIn('columns', columns.message)
  const sorting = await exportColumns(hub, rules, context)
  if (!sorting.ok) return wrongIn('order', sorting.message)
  const order = sorting.value.map((column, index) => {
    const { isDescending = false, isGroup = false } = rules[index] ?? {}
    return { ...column, isDescending, isGroup }
  })
  return ok({ columns: columns.value, order })
}

function wrongIn(field: string, message: string): Outcome<never> {
  return { ok: false, message: `${field}: ${message}` }
}

function provenanceOf(
  { where, whereData, resourceType, computed, unitIds }: ExportRequest,
  columns: readonly ExportColumn[],
  order: string,
  exported: ExportTable,
  session: RouteContext['session'],
): Provenance {
  return {
    hub: env().CONFIGHUB_URL,
    holds: unitIds === undefined ? 'query' : 'selection',
    where,
    whereData,
    resourceType,
    computed,
    rows: exported.order.length,
    columns: columns.map(({ id }) => id),
    order,
    notes: notesOf(exported, columns),
    exportedAt: new Date().toISOString(),
    exportedBy: session.Username ?? session.DisplayName,
    isTruncated: exported.isTruncated,
    check: "the last line is the SHA-256 of all lines before it: sed '$d' FILE | sha256sum",
  }
}

async function readNames(hub: ConfigHub, context: RowsContext): Promise<NameOf> {
  const people = await hub.users({}, context.signal)
  const users = new Map(people.map((user) => [user.UserID, user]))
  const ids = people.map(({ UserID }) => UserID)
  const names = ids.map((id) => ({ name: 'DisplayName', text: userName(id, users) }))
  const shown = await maskFields(names, context)
  const byId = new Map(ids.map((id, index) => [id, shown[index] ?? '']))
  return (userId) => byId.get(userId ?? '') ?? userName(userId, users)
}
