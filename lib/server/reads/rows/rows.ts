import 'server-only'
import { type RowsLine, RowsRequest } from '#lib/rows/rows-wire.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { errorLine } from '#lib/server/masking/error-line.ts'
import { streamLines } from '#lib/server/masking/event-stream.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { rowLines } from '#lib/server/reads/rows/row-lines.ts'

const maxRequestBytes = 64 * 1024

/** Streams the rows of a query. A query that ConfigHub refuses is an answer of its own, not a line. */
export async function answerRows(request: Request, context: RouteContext): Promise<Response> {
  const asked = await readChecked(request, RowsRequest, maxRequestBytes)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, context.requestId)
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const lines = rowLines(context.hub, asked.value, { owner: context.session.UserID, signal })
  const first = await lines.next()
  return streamLines(afterFirst(request, context, first, lines), () => gone.abort(), context.requestId)
}

async function* afterFirst(
  request: Request,
  { session, requestId, asked }: RouteContext,
  first: IteratorResult<RowsLine>,
  rest: AsyncGenerator<RowsLine>,
): AsyncGenerator<RowsLine> {
  const holder = accountHolderOf(request, session.UserID)
  try {
    if (first.done) return
    yield first.value
    for await (const line of rest) {
      // The request itself has paid for the first page.
      if (line.event === 'end') yield asked === undefined ? line : { ...line, asked: [...asked.calls] }
      else {
        await charge('reads', holder, 1)
        yield line
      }
    }
  } catch (error) {
    yield errorLine(error, 'reading rows', requestId)
  } finally {
    await rest.return(undefined)
  }
}
