import { describe, expect, it } from 'vitest'
import { stepFrom, withTick } from '#components/unit/ticks.ts'

describe('ticks', () => {
  it.each([
    { why: 'the first', ticks: [], num: 4, expected: [4] },
    { why: 'an older second comes first', ticks: [4], num: 2, expected: [2, 4] },
    { why: 'ticking again takes it out', ticks: [2, 4], num: 4, expected: [2] },
    { why: 'a newer third moves the newer end', ticks: [2, 4], num: 7, expected: [2, 7] },
    { why: 'an older third moves the older end', ticks: [2, 4], num: 1, expected: [1, 4] },
    { why: 'a third between moves the older end', ticks: [2, 4], num: 3, expected: [3, 4] },
  ])('$why', ({ ticks, num, expected }) => {
    expect(withTick(ticks, num)).toEqual(expected)
  })
})

describe('steps', () => {
  it.each([
    { why: 'begin at the head', current: null, step: -1, expected: 9 },
    { why: 'go to the older', current: 9, step: -1, expected: 8 },
    { why: 'stop at the first', current: 1, step: -1, expected: 1 },
    { why: 'stop at the head', current: 9, step: 1, expected: 9 },
  ] as const)('$why', ({ current, step, expected }) => {
    expect(stepFrom(current, step, 9)).toBe(expected)
  })
})
