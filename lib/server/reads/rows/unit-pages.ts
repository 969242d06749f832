import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { type CallRows, whereCalls } from '#lib/confighub/united.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** What a page carries beside ids and names. */
export type PageFields = { readonly select: readonly string[]; readonly include: readonly string[] }

type Pages = Pick<ConfigHub, 'unitPage'>

/** Told of each call once it is answered to its end, or left. */
type Answered = (call: CallRows) => void

/**
 * The units that a question is about, page by page, each once: the calls that a query with OR becomes are united here.
 * Whatever reads rows goes through here.
 */
export async function* unitPages(
  hub: Pages,
  question: RowsQuestion,
  fields: PageFields,
  signal: AbortSignal,
  answered: Answered = () => undefined,
): AsyncGenerator<readonly ExtendedUnit[]> {
  const calls = whereCalls(question.where, 'GET /unit')
  const seen = new Set<string>()
  for (const where of calls) {
    let rows = 0
    try {
      for await (const units of pagesOfCall(hub, { ...question, where }, fields, signal)) {
        rows += units.length
        yield calls.length === 1 ? units : units.filter(({ Unit }) => isNew(seen, Unit.UnitID))
      }
    } finally {
      answered({ where, rows })
    }
  }
}

function isNew(seen: Set<string>, id: string): boolean {
  return seen.size !== seen.add(id).size
}

/** The next page is asked for while one is used, so that ConfigHub does not wait for us. */
async function* pagesOfCall(
  hub: Pages,
  { where, whereData, resourceType }: RowsQuestion,
  { select, include }: PageFields,
  signal: AbortSignal,
): AsyncGenerator<readonly ExtendedUnit[]> {
  const left = new AbortController()
  const isWanted = AbortSignal.any([signal, left.signal])
  const ask = (token?: string) =>
    hub.unitPage(
      {
        where,
        where_data: whereData,
        resource_type: resourceType,
        select: select.join(','),
        include: include.join(','),
        order_by: 'Slug',
        limit: pageLimit,
        ...(token === undefined ? {} : { continue: token }),
      },
      isWanted,
    )
  let token: string | undefined
  let asked: ReturnType<typeof ask> | undefined = ask()
  try {
    while (asked !== undefined) {
      const { items, next }: Awaited<ReturnType<typeof ask>> = await asked
      if (next !== undefined && next === token) throw new Error('The server answered the same page twice.')
      token = next
      asked = next === undefined ? undefined : ask(next)
      // Awaited in the next round, if there is one; a failure before that is not one that nobody handles.
      asked?.catch(() => undefined)
      yield items
    }
  } finally {
    // Whoever stops early does not want the page that was asked for meanwhile.
    left.abort()
  }
}
