import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AskedCall } from '#lib/confighub/asked-call.ts'
import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'
import type { CallRows } from '#lib/confighub/united.ts'
import { holdTheRest } from '#lib/queries/around/rows-first.ts'
import { callDashboard, jsonBody } from '#lib/queries/dashboard-api.ts'
import { brokenOff, readLines } from '#lib/queries/lines.ts'
import { readRowsLine } from '#lib/rows/read-rows-line.ts'
import { RowTable } from '#lib/rows/row-table.ts'
import type { AskedField } from '#lib/rows/rows-asked.ts'
import type { ComputedOutcome, FilteredQuestion, RowsLine } from '#lib/rows/rows-wire.ts'

/** The rows of a question, as far as they have come. */
export type RowsAnswer = {
  readonly question: FilteredQuestion
  /** Grows while rows arrive; `count` and `version` say which state of it this answer is about. */
  readonly table: RowTable
  readonly count: number
  readonly version: number
  /** No row and no cell is still to come. */
  readonly isComplete: boolean
  /** More units match than are sent. */
  readonly isTruncated: boolean
  /** The calls that the query became, once they are answered: one, unless it has OR, NOT or parentheses. */
  readonly calls: readonly CallRows[]
  /** What became of conditions that are computed here, once it is known. */
  readonly computed: ComputedOutcome | undefined
  /** The same, call by call, with what each took. */
  readonly asked: readonly AskedCall[]
  /** Milliseconds until the last row came, or until now. */
  readonly elapsedMs: number
}

/** Between two states of the grid, so that drawing does not hold up reading. */
const publishEveryMs = 200
const judgedEveryMs = 2000
/** Lists that are read again while Triggers run; a longer one would be read without an end. */
const maxJudgedRows = 1000

/** All rows of a question, streamed: the data grows, from the first page to the last. */
export const rowsQuery = (question: FilteredQuestion, fields: readonly AskedField[]) =>
  queryOptions({
    queryKey: ['units', 'rows', question, fields],
    queryFn: async ({ signal, client, queryKey }): Promise<RowsAnswer> => {
      const mayGrow = !isShown(client, question)
      const publish = (answer: RowsAnswer) => {
        if (mayGrow && !signal.aborted) client.setQueryData<RowsAnswer>(queryKey, answer)
      }
      if (!mayGrow) return readRows(question, fields, publish, signal)
      const release = holdTheRest()
      try {
        const answer = await readRows(question, fields, publish, signal)
        // Otherwise the grid says when it has drawn them.
        if (answer.count === 0) release()
        return answer
      } catch (error) {
        release()
        throw error
      }
    },
    placeholderData: keepPreviousData,
    structuralSharing: false,
    refetchInterval: ({ state: { data } }) => (data !== undefined && isJudged(data) ? judgedEveryMs : false),
  })

/** Rows that are on screen are replaced at once and whole: they would shrink and grow again under the pointer. */
function isShown(client: QueryClient, question: FilteredQuestion): boolean {
  const known = client.getQueriesData<RowsAnswer>({ queryKey: ['units', 'rows', question] })
  return known.some(([, answer]) => answer?.isComplete === true)
}

/** Triggers run, and their results come shortly after the write. @internal For tests. */
export function isJudged({ table, isComplete, count, computed }: RowsAnswer): boolean {
  // A few rows may have been computed from many units, on all of which functions would be run each time.
  const read = Math.max(count, computed?.judged ?? 0)
  return isComplete && read <= maxJudgedRows && table.sent('checks').values.includes('…')
}

async function readRows(
  question: FilteredQuestion,
  fields: readonly AskedField[],
  publish: (answer: RowsAnswer) => void,
  signal: AbortSignal,
): Promise<RowsAnswer> {
  const started = performance.now()
  const table = new RowTable(fields)
  let answer: RowsAnswer = {
    question,
    table,
    count: 0,
    version: 0,
    isComplete: false,
    isTruncated: false,
    calls: [],
    computed: undefined,
    asked: [],
    elapsedMs: 0,
  }
  let publishedAt = Number.NEGATIVE_INFINITY
  const seen = new Set<RowsLine['event']>()
  for await (const line of linesOf(question, fields, signal)) {
    apply(table, line)
    const { count } = table
    const elapsedMs = line.event === 'late' ? answer.elapsedMs : performance.now() - started
    answer = { ...answer, count, version: answer.version + 1, elapsedMs }
    if (line.event === 'end') return whole(answer, line)
    // Of each kind the first line is shown at once.
    const isDue = !seen.has(line.event) || performance.now() - publishedAt > publishEveryMs
    seen.add(line.event)
    if (!isDue || count === 0) continue
    publish(answer)
    publishedAt = performance.now()
  }
  throw brokenOff(operation)
}

/** The whole table of a question that has few rows, and the units of which it is unknown whether they belong to it. */
export async function readTable(
  question: FilteredQuestion,
  fields: readonly AskedField[],
  signal: AbortSignal,
): Promise<{ readonly table: RowTable; readonly unknown: readonly string[] }> {
  const table = new RowTable(fields)
  let unknown: readonly string[] = []
  for await (const line of linesOf(question, fields, signal)) {
    apply(table, line)
    if (line.event === 'end') unknown = line.computed?.named.map(({ id }) => id) ?? []
  }
  return { table, unknown }
}

function whole(answer: RowsAnswer, end: Extract<RowsLine, { event: 'end' }>): RowsAnswer {
  const { isTruncated, calls, computed, asked = [] } = end
  return { ...answer, isComplete: true, isTruncated, calls, computed, asked }
}

const operation = 'POST /api/rows'

async function* linesOf(
  question: FilteredQuestion,
  fields: readonly AskedField[],
  signal: AbortSignal,
): AsyncGenerator<RowsLine> {
  const response = await callDashboard('/api/rows', jsonBody('POST', { ...question, fields }, signal))
  try {
    for await (const text of readLines(response)) yield readRowsLine(JSON.parse(text))
  } catch (cause) {
    if (isAbort(cause) || signal.aborted) throw cause
    throw brokenOff(operation, cause)
  }
}

function apply(table: RowTable, line: RowsLine): void {
  if (line.event === 'rows') table.append(line)
  else if (line.event === 'late') table.complete(line)
  else if (line.event === 'spaces') table.setSpaces(line.spaces)
  else if (line.event === 'end') table.settle()
  else throw new ConfigHubError({ ...line, operation })
}
