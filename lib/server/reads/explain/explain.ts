import 'server-only'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ExplainLine } from '#lib/rows/explain-wire.ts'
import { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { errorLine } from '#lib/server/masking/error-line.ts'
import { streamEvents } from '#lib/server/masking/event-stream.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { difference, UnitCounter } from '#lib/server/reads/explain/count-units.ts'
import { type PartQueries, partsOf } from '#lib/where/boolean/query-parts.ts'

const maxRequestBytes = 64 * 1024
/** Each part is counted twice. */
const partsAtOnce = 2

/** Streams what each part of a query keeps out, and what it selects alone. */
export async function answerExplain(request: Request, context: RouteContext): Promise<Response> {
  const { hub, session, requestId } = context
  const asked = await readChecked(request, RowsQuestion, maxRequestBytes)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const question = asked.value
  const parts = partsOf(question)
  if (!parts.ok) return refuse(400, 'bad-query', parts.error.message, requestId)
  const holder = accountHolderOf(request, session.UserID)
  return streamEvents<ExplainLine>(async (tell, gone) => {
    const signal = AbortSignal.any([request.signal, gone])
    const counter = new UnitCounter(hub, signal, () => charge('reads', holder, 1))
    tell({ event: 'parts', parts: parts.value.map(({ part }) => part) })
    try {
      await countParts(counter, question, parts.value, tell)
      tell({ event: 'end', calls: counter.calls })
    } catch (error) {
      if (!signal.aborted) tell(errorLine(error, 'counting units', requestId))
    }
  }, requestId)
}

async function countParts(
  counter: UnitCounter,
  question: RowsQuestion,
  parts: readonly PartQueries[],
  tell: (line: ExplainLine) => void,
): Promise<void> {
  let matching: ReturnType<UnitCounter['count']> | undefined
  await mapParallel(
    parts,
    async ({ alone, without, opposite }, at) => {
      const [itself, more] = await Promise.all([
        counter.count(alone),
        counter.count(opposite?.keptOut ?? without),
      ])
      if (opposite === undefined) matching ??= counter.count(question)
      const left = opposite === undefined && matching ? difference(more, await matching) : more
      tell({ event: 'part', at, alone: itself, keptOut: left })
    },
    partsAtOnce,
  )
}
