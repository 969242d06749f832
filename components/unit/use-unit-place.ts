'use client'

import { useQueryStates } from 'nuqs'
import { stepFrom, type Ticks } from '#components/unit/ticks.ts'
import { unitSearch } from '#lib/url/search-params.ts'

export type UnitPlace = ReturnType<typeof useUnitPlace>

/** What the address shows of a unit: a document, or what one revision has and another has not; and the ways from there. */
export function useUnitPlace(head: number) {
  const [{ tab, from, to, revision, blame }, setSearch] = useQueryStates(unitSearch, { history: 'push' })
  const showDocument = (num: number | null) =>
    void setSearch({ from: null, to: null, revision: num, tab: 'data' })
  const showDiff = (num: number) => void setSearch({ from: num - 1, to: num, revision: null, tab: 'compare' })
  return {
    tab,
    showTab: (next: typeof tab) => void setSearch({ tab: next }),
    /** The revisions on both sides, when two are compared. */
    pair: from !== null && to !== null ? { from, to } : undefined,
    /** One or two revision numbers to compare, the smaller one first. */
    ticked: [from, to].filter((each) => each !== null),
    tick: (nums: Ticks) => void setSearch({ from: nums[0] ?? null, to: nums[1] ?? null, revision: null }),
    revision,
    isAtHead: from === null && to === null && revision === null,
    showDocument,
    showHead: () => showDocument(null),
    /** What one revision changed. */
    showDiff,
    step: (by: -1 | 1) => showDiff(stepFrom(to ?? revision, by, head)),
    /** Blame is shown beside the text. */
    isBlamed: blame,
    // Replaces the history entry, so that going back leads to the page before.
    toggleBlame: () => void setSearch({ blame: !blame, tab: 'data' }, { history: 'replace' }),
  }
}
