import { expect, it, vi } from 'vitest'
import { RowReader } from '#lib/queries/cells/row-reader.ts'
import type { RowTable } from '#lib/rows/row-table.ts'

type Stage = {
  shown: readonly number[] | undefined
  readonly asked: (readonly number[])[]
  readonly reader: RowReader
  /** Answers the request that is on its way. */
  readonly answer: () => Promise<void>
}

function stage(count: number): Stage {
  const read = new Set<number>()
  let answerOne: () => void = () => undefined
  const reader = new RowReader({
    table: { count } as RowTable,
    visibleRows: () => screen.shown,
    isComplete: () => true,
    isMissing: (row) => !read.has(row),
    read: (rows) => {
      screen.asked.push(rows)
      return new Promise((resolve) => {
        answerOne = () => {
          for (const row of rows) read.add(row)
          resolve()
        }
      })
    },
    onProgress: () => undefined,
    onError: (error) => {
      throw error
    },
  })
  const screen: Stage = {
    shown: [],
    asked: [],
    reader,
    answer: async () => {
      answerOne()
      await new Promise((resolve) => setTimeout(resolve))
    },
  }
  return screen
}

it('rows on screen come first, then all others', async () => {
  const screen = stage(700)
  screen.shown = [400, 401]

  screen.reader.more()
  await screen.answer()
  await screen.answer()
  await screen.answer()

  expect(screen.asked.map((rows) => [rows[0], rows.length])).toEqual([
    [400, 2],
    [0, 500],
    [502, 198],
  ])
})

it('nothing is asked for while lines move; when they rest, those on screen come first', async () => {
  const screen = stage(700)
  screen.reader.more()
  screen.shown = undefined
  await screen.answer()
  screen.reader.more()
  await vi.waitFor(() => expect(screen.asked).toHaveLength(1))

  screen.shown = [600]
  screen.reader.more()
  await screen.answer()

  expect(screen.asked.map((rows) => [rows[0], rows.length])).toEqual([
    [0, 500],
    [600, 1],
    [500, 199],
  ])
})
