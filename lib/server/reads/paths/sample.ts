import 'server-only'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { whereCalls } from '#lib/confighub/united.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { documentFields, documentKey } from '#lib/server/reads/document-texts.ts'

export type Sample = {
  readonly units: readonly Unit[]
  /** More units match. */
  readonly isSample: boolean
}

/** Documents that are read for one answer, however many units have them. */
const maxDocuments = 200
const maxUnitsOfSlice = 100
/** A page may be empty although more units match: ConfigHub looks into documents page by page. */
const maxEmptyPages = 4
/** With more alternatives the slices are fewer, because each alternative is a call of its own. */
const maxFinelySliced = 2
const sixteen = [...'0123456789abcdef']
const four = [...'048c']

type Asking = {
  readonly hub: ConfigHub
  readonly question: RowsQuestion
  readonly signal: AbortSignal | undefined
  readonly onCall: () => Promise<void>
}

/**
 * Some units of a question: all of them where one page holds them, else the first of slices by the hash of the document.
 * Hashes have nothing to do with names or Spaces, so no part of the fleet is preferred; and few pages are read, however
 * many units there are. `onCall` is told of each call before it is made.
 */
export async function sampleUnits(
  hub: ConfigHub,
  question: RowsQuestion,
  signal: AbortSignal | undefined,
  onCall: () => Promise<void>,
): Promise<Sample> {
  const asking = { hub, question, signal, onCall }
  const calls = whereCalls(question.where, 'GET /unit')
  const [first = []] = await unitsOfCalls(asking, [calls], pageLimit)
  const whole = unique(first)
  if (first.every(({ next }) => next === undefined)) return withFewDocuments([whole])
  const slices = (await slicesOf(asking, calls.length)).map(unique)
  const { units } = withFewDocuments(slices.flat().length === 0 ? [whole] : slices)
  return { units, isSample: true }
}

/** None where the query has no room for the conditions of a slice. */
async function slicesOf(asking: Asking, alternatives: number): Promise<readonly (readonly UnitsPage[])[]> {
  const starts = alternatives > maxFinelySliced ? four : sixteen
  const { where } = asking.question
  try {
    const calls = starts.map((_, index) => whereCalls(withSlice(where, starts, index), 'GET /unit'))
    return await unitsOfCalls(asking, calls, maxUnitsOfSlice)
  } catch (error) {
    if (error instanceof ConfigHubError && error.status === 400) return []
    throw error
  }
}

function withSlice(where: string, starts: readonly string[], index: number): string {
  const from = index === 0 ? [] : [`DataHash >= '${starts[index]}'`]
  const to = index === starts.length - 1 ? [] : [`DataHash < '${starts[index + 1]}'`]
  return [...(where === '' ? [] : [`(${where})`]), ...from, ...to].join(' AND ')
}

type UnitsPage = Awaited<ReturnType<ConfigHub['unitPage']>>

/** The first page of each call of each slice; all of them share the calls that may be made at once. */
async function unitsOfCalls(
  asking: Asking,
  slices: readonly (readonly string[])[],
  limit: number,
): Promise<readonly (readonly UnitsPage[])[]> {
  const calls = slices.flatMap((wheres, slice) => wheres.map((where) => ({ slice, where })))
  const pages = await mapParallel(calls, ({ where }) => firstPage(asking, where, limit))
  return slices.map((_, slice) => pages.filter((_page, at) => calls[at]?.slice === slice))
}

async function firstPage(
  { hub, question: { whereData, resourceType }, signal, onCall }: Asking,
  where: string,
  limit: number,
): Promise<UnitsPage> {
  const select = ['Slug', ...documentFields].join(',')
  const asked = {
    where,
    where_data: whereData,
    resource_type: resourceType,
    order_by: 'DataHash',
    limit,
    select,
  }
  let page: UnitsPage | undefined
  for (let pages = 0; pages <= maxEmptyPages; pages += 1) {
    await onCall()
    page = await hub.unitPage({ ...asked, ...(page?.next && { continue: page.next }) }, signal)
    if (page.items.length > 0 || page.next === undefined) break
  }
  return page ?? { items: [] }
}

/** Of several calls the same unit may come twice. */
function unique(pages: readonly UnitsPage[]): readonly Unit[] {
  return [...new Map(pages.flatMap(({ items }) => items.map(({ Unit }) => [Unit.UnitID, Unit]))).values()]
}

/** All units of the documents that are taken: as many of each slice, spread over it evenly. */
function withFewDocuments(slices: readonly (readonly Unit[])[]): Sample {
  const room = Math.ceil(maxDocuments / slices.length)
  const units = slices.map((slice) => {
    const documents = [...new Set(slice.map(documentKey))]
    const step = Math.max(1, documents.length / room)
    const taken = new Set(documents.filter((_, index) => index % step < 1))
    return slice.filter((unit) => taken.has(documentKey(unit)))
  })
  const found = units.flat()
  return { units: found, isSample: found.length < slices.flat().length }
}
