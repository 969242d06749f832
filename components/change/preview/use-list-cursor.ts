'use client'

import { useState } from 'react'
import { type Choice, inclusionOf, isChoosable } from '#components/change/preview/preview-counts.ts'
import type { PreviewLine } from '#components/change/preview/preview-lines.ts'
import { useKeys } from '#components/ui/keys.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** What the list shows, and what a press in it or a key does. */
export type PreviewListState = {
  choice: Choice
  /** The unit whose document is shown. */
  shownId: string | undefined
  onShow: (unitId: string | undefined) => void
  onInclude: (rows: readonly PreviewRow[], isIncluded: boolean) => void
}

/** The line that has the keyboard cursor, and what the keys do with it. */
export function useListCursor({
  lines,
  choice,
  shownId,
  onShow,
  onInclude,
  onToggleClass,
  scrollTo,
}: {
  lines: readonly PreviewLine[]
  onToggleClass: (key: string) => void
  scrollTo: (index: number) => void
} & PreviewListState) {
  const [cursor, setCursor] = useState<string>()
  const at = lines.findIndex((line) => line.key === cursor)
  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(lines.length - 1, index))
    const line = lines[to]
    if (!line) return
    setCursor(line.key)
    scrollTo(to)
    // An open document follows the cursor; a closed one stays closed.
    if (shownId !== undefined && line.kind === 'unit') onShow(line.row.UnitID)
  }
  const toggleShown = (unitId: string) => onShow(shownId === unitId ? undefined : unitId)
  const act = (run: (line: PreviewLine) => void) => () => {
    const line = lines[at]
    if (line) run(line)
  }
  useKeys('Preview', [
    { keys: 'j', label: 'Next line', run: () => moveTo(at + 1) },
    { keys: 'k', label: 'Previous line', run: () => moveTo(Math.max(0, at - 1)) },
    {
      keys: 'o',
      label: 'Open the class, or the diff of the unit',
      run: act((line) => (line.kind === 'class' ? onToggleClass(line.key) : toggleShown(line.row.UnitID))),
    },
    { keys: 'x', label: 'Exclude or include', run: act((line) => onInclude(...toggledOf(line, choice))) },
    {
      keys: 'Escape',
      label: 'Close the diff',
      when: () => shownId !== undefined,
      run: () => onShow(undefined),
    },
  ])
  return {
    cursor,
    /** Clicking a unit moves the cursor to it, and opens or closes its document. */
    press: (line: Extract<PreviewLine, { kind: 'unit' }>) => {
      setCursor(line.key)
      toggleShown(line.row.UnitID)
    },
  }
}

function toggledOf(line: PreviewLine, choice: Choice): [rows: readonly PreviewRow[], isIncluded: boolean] {
  const rows = (line.kind === 'class' ? line.changeClass.rows : [line.row]).filter(isChoosable)
  return [rows, inclusionOf(rows, choice) !== 'all']
}
