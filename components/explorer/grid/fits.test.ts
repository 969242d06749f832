import { expect, it } from 'vitest'
import { cutToFit, fits } from '#components/explorer/grid/fits.ts'

it.each([
  ['r12', 64, true, true],
  ['trade-service', 156, true, true],
  ['a-space-with-a-name-that-is-long', 240, true, false],
  // All 31 letters of 7.2 pixels have room in 224.
  ['moss-cub-traderx-prod-sg-sin-01', 240, true, true],
  ['production', 116, false, true],
  ['productionproduction', 116, false, false],
  // Wider letters than the two fonts have.
  ['東京都庁', 116, true, false],
])('%s in %d pixels', (text, width, isMono, expected) => {
  expect(fits(text, width, isMono)).toBe(expected)
})

it('a mark beside the text takes room from it', () => {
  expect(fits('production', 116, false, 16)).toBe(true)
  expect(fits('trade-service', 116, true)).toBe(true)
  expect(fits('trade-service', 116, true, 12)).toBe(false)
})

it.each([
  ['trade-service', 156, 'trade-service'],
  ['compliance-service-credit', 156, 'compliance-service…'],
  // Widths of these letters are not known: the cell clips them.
  ['東京都庁東京都庁東京都庁', 100, '東京都庁東京都庁東京都庁'],
])('%s is cut to a cell of %d pixels, and has room in it then', (text, width, expected) => {
  const cut = cutToFit(text, width)

  expect(cut).toBe(expected)
  if (cut.endsWith('…')) expect([fits(text, width, true), fits(cut, width, true)]).toEqual([false, true])
})
