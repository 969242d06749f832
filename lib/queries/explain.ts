import { queryOptions } from '@tanstack/react-query'
import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'
import { callDashboard, callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'
import { brokenOff, readLines } from '#lib/queries/lines.ts'
import { type Counted, ExplainLine, WhyNot } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import type { QueryPart } from '#lib/where/boolean/query-parts.ts'

/** A part of a query, and what is known of it so far. */
export type ExplainedPart = QueryPart & {
  readonly counts?: { readonly alone: Counted; readonly keptOut: Counted }
}

export type Explanation = {
  readonly parts: readonly ExplainedPart[]
  /** Calls that counting took; undefined while it goes on. */
  readonly calls?: number
}

const operation = 'POST /api/explain'

/** What each part of a query keeps out; parts come at once, their figures one by one. */
export const explainQuery = (question: RowsQuestion) =>
  queryOptions({
    queryKey: ['units', 'explain', question],
    queryFn: async ({ signal, client, queryKey }): Promise<Explanation> => {
      let explanation: Explanation = { parts: [] }
      const response = await callDashboard('/api/explain', jsonBody('POST', question, signal))
      try {
        for await (const text of readLines(response)) {
          explanation = withLine(explanation, ExplainLine.parse(JSON.parse(text)))
          if (explanation.calls !== undefined) return explanation
          if (!signal.aborted) client.setQueryData<Explanation>(queryKey, explanation)
        }
      } catch (cause) {
        if (cause instanceof ConfigHubError || isAbort(cause) || signal.aborted) throw cause
        throw brokenOff(operation, cause)
      }
      throw brokenOff(operation)
    },
  })

function withLine({ parts }: Explanation, line: ExplainLine): Explanation {
  if (line.event === 'parts') return { parts: line.parts }
  if (line.event === 'error') throw new ConfigHubError({ ...line, operation })
  if (line.event === 'end') return { parts, calls: line.calls }
  const { at, alone, keptOut } = line
  return {
    parts: parts.map((part, index) => (index === at ? { ...part, counts: { alone, keptOut } } : part)),
  }
}

/** Why a unit is in the answer to a question or not; asked anew each time, because it may just have changed. */
export const whyNotQuery = (question: RowsQuestion, unitId: string) =>
  queryOptions({
    queryKey: ['units', 'why-not', question, unitId],
    queryFn: ({ signal }): Promise<WhyNot> =>
      callDashboardJson('/api/explain/unit', WhyNot, jsonBody('POST', { ...question, unitId }, signal)),
    staleTime: 0,
    gcTime: 0,
  })
