/** An operation that Hubdeck needs, requested in a way that changes nothing and returns little. */
export type NeededOperation = {
  /** Below the base. */
  readonly path: string
  readonly query: string
  /** What does not work without it. */
  readonly serves: string
  /** Hubdeck is of no use without it. */
  readonly isEssential: boolean
}

/** Reads only: whether a hub has a write can only be found out by writing. */
export const neededOperations: readonly NeededOperation[] = [
  { path: '/space', query: 'limit=1', serves: 'everything', isEssential: true },
  { path: '/unit', query: 'limit=1', serves: 'the explorer', isEssential: true },
  { path: '/unit_data', query: 'limit=1', serves: 'documents and previews', isEssential: true },
  { path: '/revision', query: 'limit=1&distinct_on=Off', serves: 'the activity', isEssential: false },
  {
    path: '/revision_data',
    query: 'limit=1&distinct_on=Off',
    serves: 'blame and comparisons',
    isEssential: false,
  },
  { path: '/tag', query: 'limit=1', serves: 'records of changes', isEssential: true },
  { path: '/function', query: '', serves: 'changes by function', isEssential: false },
  { path: '/user', query: 'limit=1', serves: 'the names of authors', isEssential: false },
  { path: '/organization', query: 'limit=1', serves: 'the name of the organization', isEssential: false },
]
