import { isUuid } from '#lib/base/uuid.ts'
import { maxEncodedWhere } from '#lib/where/longest-where.ts'

const maxItems = 1000
/** Requests in flight for one logical read. */
const maxParallel = 4

/** `UnitID IN ('a', 'b') AND …` as often as needed to stay below the limits; each id once; no ids give no expressions. */
export function whereIn(attribute: string, ids: readonly string[], and = ''): string[] {
  const rest = and === '' ? '' : ` AND ${and}`
  const room = maxEncodedWhere - encodeURIComponent(`${attribute} IN ()${rest}`).length
  const chunks: string[][] = []
  let size = 0
  for (const id of new Set(ids)) {
    if (!isUuid(id)) throw new Error(`Not an id: ${id}`)
    const added = encodeURIComponent(`'${id}', `).length
    const last = chunks.at(-1)
    if (last === undefined || last.length >= maxItems || size + added > room) {
      chunks.push([id])
      size = added
    } else {
      last.push(id)
      size += added
    }
  }
  return chunks.map((chunk) => `${attribute} IN (${chunk.map((id) => `'${id}'`).join(', ')})${rest}`)
}

/** Runs at most four at a time, in order. The first failure stops the rest: half a list would look like a whole one. */
export async function mapParallel<T, R>(
  items: readonly T[],
  run: (item: T, index: number) => Promise<R>,
  parallel = maxParallel,
): Promise<R[]> {
  const results = new Array<R>(items.length)
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      const index = next++
      const item = items[index] as T
      try {
        results[index] = await run(item, index)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker))
  return results
}
