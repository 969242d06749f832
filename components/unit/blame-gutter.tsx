'use client'

import { useEffect, useRef, useState } from 'react'
import type { EditorLines } from '#components/ui/editor/editor-lines.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useStore } from '#components/ui/state/store.ts'
import { BlameBlock } from '#components/unit/blame-block.tsx'
import { blockAfterKey, placedBlocks, strengths } from '#components/unit/blame-layout.ts'
import { BlameTap, type Tap } from '#components/unit/blame-tap.tsx'
import { actionOf, hintOf, type NamedBlock, named } from '#components/unit/blame-words.ts'
import type { ReadBlame } from '#components/unit/use-blame.ts'

type OpenRevision = (revisionNum: number) => void

/** In a narrow column only the bars are shown, then the revision numbers, then everything. */
const columnClass =
  'relative h-full w-5 shrink-0 overflow-clip border-line border-r bg-surface @sm:w-16 @xl:w-44'

/** Which revision set each line, as a column that scrolls with the text. */
export function BlameGutter({
  blame,
  lines,
  onOpen,
}: {
  /** Absent while the revisions are loading. */
  blame: ReadBlame | undefined
  /** Absent until the editor exists. */
  lines: EditorLines | undefined
  onOpen: OpenRevision
}) {
  if (blame !== undefined && lines !== undefined)
    return <Blocks blame={blame} lines={lines} onOpen={onOpen} />
  return (
    <div role="status" aria-label="Reading who set each line" className={columnClass}>
      <div className="flex flex-col gap-2 p-1.5 pt-3">
        {[80, 20, 40, 120].map((height) => (
          <Skeleton key={height} className="w-full" style={{ height }} />
        ))}
      </div>
    </div>
  )
}

function Blocks({ blame, lines, onOpen }: { blame: ReadBlame; lines: EditorLines; onOpen: OpenRevision }) {
  const { blocks, entries, older } = blame
  const scroll = useStore(lines.scroll, lines.scroll.get())
  const [pointed, setPointed] = useState<number>()
  const [tap, setTap] = useState<Tap>()
  const column = useWheel(lines)
  const { list, focused, setFocused, onKeyDown } = useArrows(blame, lines)
  const placed = placedBlocks(blocks, lines, scroll, focused)
  const marked = blocks[focused ?? pointed ?? -1]
  const tabStop = focused ?? placed.find(({ place }) => place.top >= 0)?.at ?? placed[0]?.at
  const strengthOf = strengths(blocks)
  const act = ({ block, entry }: NamedBlock) => (entry ? onOpen(block.to) : older?.read())

  return (
    <div ref={column} className={columnClass}>
      <ol ref={list} aria-label="Which revision set which lines" onKeyDown={onKeyDown}>
        {placed.map((one) => {
          const { at, block } = one
          const each = named(block, entries)
          return (
            <BlameBlock
              key={at}
              placed={one}
              named={each}
              count={blocks.length}
              strength={strengthOf.get(block.to) ?? 0}
              isMarked={marked !== undefined && marked.from === block.from && marked.to === block.to}
              isTabStop={at === tabStop}
              hint={hintOf(each, older !== undefined)}
              onPress={({ pointerType, target }) => {
                // Touch has no hover, so a tap opens the card first.
                if (pointerType === 'touch') setTap({ named: each, element: target })
                else act(each)
              }}
              onPoint={(isOver) => setPointed(isOver ? at : undefined)}
              onFocus={(has) => setFocused((before) => (has ? at : before === at ? undefined : before))}
            />
          )
        })}
      </ol>
      <BlameTap
        tap={tap}
        action={tap && actionOf(tap.named, older !== undefined)}
        onAct={act}
        onClose={() => setTap(undefined)}
      />
    </div>
  )
}

/** One block is in the tab order; arrow keys lead to the others, visible or not. */
function useArrows({ blocks }: ReadBlame, lines: EditorLines) {
  const list = useRef<HTMLOListElement>(null)
  const [focused, setFocused] = useState<number>()
  const [wanted, setWanted] = useState<{ at: number }>()
  useEffect(() => {
    const button = list.current?.querySelector<HTMLElement>(`[data-block="${wanted?.at}"]`)
    button?.focus({ preventScroll: true })
  }, [wanted])
  const onKeyDown = (event: { key: string; preventDefault: () => void }) => {
    const to = focused === undefined ? undefined : blockAfterKey(event.key, focused, blocks.length)
    const block = blocks[to ?? -1]
    if (to === undefined || block === undefined) return
    event.preventDefault()
    lines.reveal(block.firstLine, block.lastLine)
    setFocused(to)
    setWanted({ at: to })
  }
  return { list, focused, setFocused, onKeyDown }
}

/** The wheel over the column scrolls the text, and the page once the text has reached its end. */
function useWheel(lines: EditorLines) {
  const column = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = column.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey) return
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY
      if (lines.scrollBy(pixels)) event.preventDefault()
    }
    // React registers wheel listeners as passive, and those cannot keep the page from scrolling too.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [lines])
  return column
}
