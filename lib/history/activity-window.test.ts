import { expect, it } from 'vitest'
import { wholeSeconds, windowProblem } from '#lib/history/activity-window.ts'

const three = '2026-11-23T03:00:00Z'
const four = '2026-11-23T04:00:00Z'

it.each([
  ['', '', undefined],
  [three, '', undefined],
  [three, four, undefined],
  [four, three, 'It ends before it begins.'],
  [three, three, 'It ends before it begins.'],
  ['yesterday', four, '“yesterday” is not a time.'],
  ['', '2026-13-99', '“2026-13-99” is not a time.'],
])('windowProblem: from "%s" to "%s"', (from, to, problem) => {
  expect(windowProblem({ from, to })).toBe(problem)
})

it('wholeSeconds never cuts off a part of a second', () => {
  const time = new Date('2026-11-23T03:04:00.250Z')

  expect(wholeSeconds(time, 'down')).toBe('2026-11-23T03:04:00Z')
  expect(wholeSeconds(time, 'up')).toBe('2026-11-23T03:04:01Z')
  expect(wholeSeconds(new Date(three), 'up')).toBe(three)
})
