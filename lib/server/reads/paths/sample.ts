import 'server-only'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
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
const hexDigits = [...'0123456789abcdef']

/**
 * Some units of a question: all of them where one page holds them, else the first of sixteen slices by the hash of the
 * document. Hashes have nothing to do with names or Spaces, so no part of the fleet is preferred; and few pages are read,
 * however many units there are.
 */
export async function sampleUnits(
  hub: ConfigHub,
  question: RowsQuestion,
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const whole = await firstPage(hub, question, question.where, pageLimit, signal)
  if (!whole.hasMore) return withFewDocuments([whole.units])
  const slices = await mapParallel(hexDigits, (_, index) =>
    firstPage(hub, question, withSlice(question.where, index), maxUnitsOfSlice, signal),
  )
  const { units } = withFewDocuments(slices.map((slice) => slice.units))
  return { units, isSample: true }
}

function withSlice(where: string, index: number): string {
  const from = index === 0 ? [] : [`DataHash >= '${hexDigits[index]}'`]
  const to = index === hexDigits.length - 1 ? [] : [`DataHash < '${hexDigits[index + 1]}'`]
  return [...(where === '' ? [] : [`(${where})`]), ...from, ...to].join(' AND ')
}

async function firstPage(
  hub: ConfigHub,
  { whereData, resourceType }: RowsQuestion,
  where: string,
  limit: number,
  signal: AbortSignal | undefined,
) {
  const parameters = { where_data: whereData, resource_type: resourceType, order_by: 'DataHash', limit }
  const select = ['Slug', ...documentFields].join(',')
  const pages = await mapParallel(whereCalls(where, 'GET /unit'), (call) =>
    hub.unitPage({ ...parameters, where: call, select }, signal),
  )
  const byId = new Map(pages.flatMap(({ items }) => items.map(({ Unit }) => [Unit.UnitID, Unit] as const)))
  return { units: [...byId.values()], hasMore: pages.some(({ next }) => next !== undefined) }
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
