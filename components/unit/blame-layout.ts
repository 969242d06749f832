import type { EditorScroll } from '#components/ui/editor/editor-lines.ts'
import type { BlameBlock } from '#lib/history/blame.ts'

const lineHeight = 20

type BlockPlace = {
  /** Pixels below the top of the column; negative where the block begins above it. */
  readonly top: number
  readonly height: number
  /** How far down the label is placed, so that it is visible when the block begins above the visible part. */
  readonly inset: number
}

export type PlacedBlock = { readonly at: number; readonly block: BlameBlock; readonly place: BlockPlace }

type Tops = { readonly topOf: (line: number) => number; readonly bottomOf: (line: number) => number }

/** The visible blocks among possibly thousands. `kept` is always included, or its focus would be lost. */
export function placedBlocks(
  blocks: readonly BlameBlock[],
  lines: Tops,
  scroll: EditorScroll,
  kept: number | undefined,
): PlacedBlock[] {
  const found: PlacedBlock[] = []
  for (const [at, block] of blocks.entries()) {
    const top = lines.topOf(block.firstLine) - scroll.top
    const height = lines.bottomOf(block.lastLine) - scroll.top - top
    // Folded lines have no height.
    const isSeen = height > 0 && top < scroll.height && top + height > 0
    if (!isSeen && at !== kept) continue
    const inset = Math.max(0, Math.min(-top, height - lineHeight))
    found.push({ at, block, place: { top, height: Math.max(height, 1), inset } })
  }
  return found
}

/** How new each revision is among those that set a line: the newest has 1, the oldest 0. */
export function strengths(blocks: readonly BlameBlock[]): ReadonlyMap<number, number> {
  const newestFirst = [...new Set(blocks.map(({ to }) => to))].sort((a, b) => b - a)
  const steps = Math.max(newestFirst.length - 1, 1)
  return new Map(newestFirst.map((num, index) => [num, 1 - index / steps]))
}

/** The block that a key leads to; nothing for other keys and beyond the ends. */
export function blockAfterKey(key: string, at: number, count: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
  }
  const to = targets[key]
  return to === undefined || to < 0 || to >= count || to === at ? undefined : to
}
