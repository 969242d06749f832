import { describe, expect, it } from 'vitest'
import { blockAfterKey, placedBlocks, strengths } from '#components/unit/blame-layout.ts'
import type { BlameBlock } from '#lib/history/blame.ts'

const block = (num: number, firstLine: number, lastLine: number): BlameBlock => ({
  from: num,
  to: num,
  firstLine,
  lastLine,
})
const blocks = [block(2, 1, 30), block(7, 31, 31), block(2, 32, 60), block(5, 61, 90)]

/** 20 px a line; lines 31 to 60 may be folded under line 30. */
const lines = (isFolded: boolean) => {
  const bottomOf = (line: number) => (isFolded ? Math.min(line, 30) + Math.max(line - 60, 0) : line) * 20
  return { topOf: (line: number) => (line === 1 ? 0 : bottomOf(line - 1)), bottomOf }
}

describe('the blocks in sight', () => {
  it('are placed beside their lines, with labels where the text begins', () => {
    expect(placedBlocks(blocks, lines(false), { top: 200, height: 430 }, undefined)).toEqual([
      { at: 0, block: blocks[0], place: { top: -200, height: 600, inset: 200 } },
      { at: 1, block: blocks[1], place: { top: 400, height: 20, inset: 0 } },
      { at: 2, block: blocks[2], place: { top: 420, height: 580, inset: 0 } },
    ])
  })

  it('keep their labels visible while they scroll away', () => {
    const [first] = placedBlocks(blocks, lines(false), { top: 590, height: 100 }, undefined)
    expect(first?.place).toEqual({ top: -590, height: 600, inset: 580 })
  })

  it('leave out folded blocks, but never the focused one', () => {
    const seen = (kept?: number) =>
      placedBlocks(blocks, lines(true), { top: 0, height: 2000 }, kept).map(({ at }) => at)
    expect(seen()).toEqual([0, 3])
    expect(seen(1)).toEqual([0, 1, 3])
  })
})

describe('strengths and keys', () => {
  it('go from the newest to the oldest', () => {
    expect([...strengths(blocks)]).toEqual([
      [7, 1],
      [5, 0.5],
      [2, 0],
    ])
    expect(strengths([block(3, 1, 1)]).get(3)).toBe(1)
  })

  it('move by one or to the ends, and stop there', () => {
    expect(blockAfterKey('ArrowDown', 1, 4)).toBe(2)
    expect(blockAfterKey('ArrowUp', 1, 4)).toBe(0)
    expect(blockAfterKey('End', 1, 4)).toBe(3)
    expect(blockAfterKey('Home', 1, 4)).toBe(0)
    expect(blockAfterKey('ArrowDown', 3, 4)).toBeUndefined()
    expect(blockAfterKey('ArrowUp', 0, 4)).toBeUndefined()
    expect(blockAfterKey('j', 1, 4)).toBeUndefined()
  })
})
