import type { ListedChange } from '#lib/change/record/change-list.ts'
import { type ChangeStateName, changeStates } from '#lib/change/record/change-states.ts'

export type ShownChanges = {
  /** In the order in which they were read, each as it is now. */
  readonly changes: readonly ListedChange[]
  /** How many of them are in each state. */
  readonly counts: ReadonlyMap<ChangeStateName, number>
  /** Changes that came since, which are shown only when asked for. */
  readonly added: number
}

/**
 * The changes that were read, with what a later look found of them. No row moves: new ones wait, and a row stays where
 * it is when its state changes.
 */
export function shownChanges(
  pages: readonly (readonly ListedChange[])[],
  latest: readonly ListedChange[],
): ShownChanges {
  const byId = new Map(latest.map((change) => [change.TagID, change]))
  const read = new Map<string, ListedChange>()
  // A record that came while pages were read stands on two of them.
  for (const change of pages.flat()) read.set(change.TagID, byId.get(change.TagID) ?? change)
  const changes = [...read.values()]
  const oldest = pages[0]?.at(-1)?.CreatedAt ?? ''
  const added = latest.filter(
    ({ TagID, CreatedAt = '' }) => !read.has(TagID) && (read.size === 0 || CreatedAt >= oldest),
  )
  return { changes, counts: countStates(changes), added: added.length }
}

/** The changes in some states, as they were when they were read: one that leaves a state stays until the next reading. */
export function inStates(
  changes: readonly ListedChange[],
  readStates: ReadonlyMap<string, ChangeStateName>,
  states: readonly string[],
): readonly ListedChange[] {
  if (states.length === 0) return changes
  return changes.filter(({ TagID, state }) => states.includes(readStates.get(TagID) ?? state))
}

function countStates(changes: readonly ListedChange[]): ReadonlyMap<ChangeStateName, number> {
  return new Map(changeStates.map((name) => [name, changes.filter(({ state }) => state === name).length]))
}
