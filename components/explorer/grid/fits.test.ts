import { expect, it } from 'vitest'
import { fits } from '#components/explorer/grid/fits.ts'

it.each([
  ['r12', 64, true, true],
  ['trade-service', 156, true, true],
  ['a-space-with-a-name-that-is-long', 240, true, false],
  ['production', 116, false, true],
  ['productionproduction', 116, false, false],
  // Wider letters than the two fonts have.
  ['東京都庁', 116, true, false],
])('%s in %d pixels', (text, width, isMono, expected) => {
  expect(fits(text, width, isMono)).toBe(expected)
})
