import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { userName } from '#lib/history/user-name.ts'
import { ExportRequest } from '#lib/rows/export-request.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { readJson } from '#lib/server/http/request-body.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { contentTypes, type Provenance } from '#lib/server/reads/rows/export-format.ts'
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
  const asked = ExportRequest.safeParse(await readJson(request))
  if (!asked.success) {
    const [issue] = asked.error.issues
    const message = `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is not valid'}`
    return refuse(400, 'bad-request', message, requestId)
  }
  const columns = exportColumns(asked.data.columns)
  if (typeof columns === 'string')
    return refuse(400, 'bad-request', `columns: there is no column “${columns}”.`, requestId)
  const gone = new AbortController()
  const reading = { owner: session.UserID, signal: AbortSignal.any([request.signal, gone.signal]) }
  const exported = await readExportTable(hub, asked.data, columns, reading)
  const nameOf = columns.some(({ holds }) => holds === 'person') ? await readNames(hub, reading) : () => ''
  const provenance = provenanceOf(asked.data, columns, exported, session)
  const text = exportText(hub, asked.data, { exported, columns, provenance, nameOf }, reading)
  return textResponse(text, () => gone.abort(), {
    'Content-Type': contentTypes[asked.data.format],
    'Content-Disposition': `attachment; filename="units.${asked.data.format}"`,
    'X-Request-Id': requestId,
  })
}

function provenanceOf(
  { where, whereData, resourceType, unitIds }: ExportRequest,
  columns: readonly ExportColumn[],
  exported: ExportTable,
  session: RouteContext['session'],
): Provenance {
  return {
    hub: env().CONFIGHUB_URL,
    holds: unitIds === undefined ? 'query' : 'selection',
    where,
    whereData,
    resourceType,
    rows: exported.order.length,
    columns: columns.map(({ id }) => id),
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

function textResponse(
  parts: AsyncGenerator<string>,
  onGone: () => void,
  headers: Readonly<Record<string, string>>,
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await parts.next()
      if (next.done) controller.close()
      else if (next.value !== '') controller.enqueue(encoder.encode(next.value))
      else await this.pull?.(controller)
    },
    async cancel() {
      onGone()
      await parts.return(undefined)
    },
  })
  return new Response(body, {
    headers: { ...headers, 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' },
  })
}
