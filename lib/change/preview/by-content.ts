import type { Derived, Head } from '#lib/change/preview/derivation.ts'

/** One document to compute, and the units that have it. */
export type Work = Derived & { readonly heads: readonly Head[]; readonly key: string | undefined }

/** Characters of documents whose results are kept for units with the same document. */
const maxKept = 16 * 1024 * 1024

/**
 * What a patch makes of a document depends on nothing else, and clones often have the same one, so each document is
 * computed once. Give the works of a portion, get the result of each unit; `run` is called for those that are not known.
 */
export function onceByContent<Result>(): (
  portion: readonly Work[],
  run: (fresh: readonly Work[]) => Promise<readonly Result[]>,
) => Promise<(readonly [Head, Result])[]> {
  const known = new Map<string, Promise<Result | undefined>>()
  let size = 0
  return async (portion, run) => {
    const fresh = portion.filter(({ key }) => key === undefined || !known.has(key))
    const computed = fresh.length === 0 ? undefined : run(fresh)
    const own = new Map<Work, Promise<Result | undefined>>()
    for (const [index, work] of fresh.entries()) {
      const result = computed?.then((results) => results[index]) ?? Promise.resolve(undefined)
      // Whoever waits for it hears of a failure; nobody else has to.
      result.catch(() => undefined)
      own.set(work, result)
      const { key, head } = work
      if (key === undefined || size + head.text.length > maxKept) continue
      known.set(key, result)
      size += head.text.length
      result.catch(() => {
        // The next unit with this document has it computed again.
        if (known.get(key) === result && known.delete(key)) size -= head.text.length
      })
    }
    const results = await Promise.all(portion.map((work) => own.get(work) ?? known.get(work.key ?? '')))
    return portion.flatMap(({ heads }, index) => {
      const result = results[index]
      return result === undefined ? [] : heads.map((head) => [head, result] as const)
    })
  }
}

/** The documents to compute, in the order of the units that have them first. */
export function worksOf(derived: readonly Derived[]): Work[] {
  const groups = Map.groupBy(derived, (each) => contentKey(each) ?? each)
  return [...groups].flatMap(([group, members]): Work[] => {
    const [first] = members
    if (first === undefined) return []
    const heads = members.map(({ head }) => head)
    return [{ ...first, heads, key: typeof group === 'string' ? group : undefined }]
  })
}

/**
 * The text has the hash, which was checked when it was read. What the hub computes may differ from unit to unit, and so
 * do the values of cases.
 */
function contentKey({ head: { unit }, derivation }: Derived): string | undefined {
  return derivation.from === 'patch'
    ? `${unit.DataHash} ${unit.ToolchainType ?? ''} ${unit.cases ?? ''}`
    : undefined
}
