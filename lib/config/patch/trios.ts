import { pairResources } from '#lib/config/compare/diff.ts'
import type { Resource } from '#lib/config/document/document.ts'

/** A resource as it was, is, and is wanted; absent where it is not there. */
export type Trio<R extends Resource> = { readonly base?: R; readonly ours?: R; readonly theirs?: R }

/** Every resource of three texts once. The index of a resource is its place in its list. */
export function trios<R extends Resource>(
  base: readonly R[],
  ours: readonly R[],
  theirs: readonly R[],
): Trio<R>[] {
  const toOurs = pairResources(base, ours)
  const toTheirs = pairResources(base, theirs)
  const partner = (pairs: typeof toOurs, { index }: R) =>
    pairs.find(({ from }) => from?.index === index)?.to?.index
  const fromBase = base.map((each) =>
    present(each, ours[partner(toOurs, each) ?? -1], theirs[partner(toTheirs, each) ?? -1]),
  )
  const newIn = (pairs: typeof toOurs) => pairs.flatMap(({ from, to }) => (from || !to ? [] : [to]))
  const bothNew = pairResources(newIn(toOurs), newIn(toTheirs)).map(({ from, to }) =>
    present(undefined, ours[from?.index ?? -1], theirs[to?.index ?? -1]),
  )
  return [...fromBase, ...bothNew]
}

function present<R extends Resource>(
  base: R | undefined,
  ours: R | undefined,
  theirs: R | undefined,
): Trio<R> {
  return { ...(base ? { base } : {}), ...(ours ? { ours } : {}), ...(theirs ? { theirs } : {}) }
}
