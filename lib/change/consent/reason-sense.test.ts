import fc from 'fast-check'
import { expect, it } from 'vitest'
import { senseProblem } from '#lib/change/consent/reason-sense.ts'

it.each([
  ['x', /fewer than three letters/],
  ['ok', /fewer than three letters/],
  ['...', /fewer than three letters/],
  ['!? 7', /fewer than three letters/],
  ['aaaaaaa', /one character, repeated/],
  ['A a-a', /one character, repeated/],
  ['１１１', /one character, repeated/],
  ['test', /“test” is no reason/],
  ['Test.', /“test” is no reason/],
  ['  ASDF asdf ', /“asdfasdf” is no reason/],
])('%j is no reason, and what is missing is said', (reason, message) => {
  expect(senseProblem(reason)).toEqual({ code: 'reason-senseless', message: expect.stringMatching(message) })
})

it.each(['Fix', 'why', 'Test the new limits', 'TRD-4502', '扩容', '開場', 'Öffnung', '404s', 'Market open'])(
  '%j may be one',
  (reason) => {
    expect(senseProblem(reason)).toBeUndefined()
  },
)

it('two different words of four letters are always enough', () => {
  const word = fc.stringMatching(/^[b-y]{4}$/)
  fc.assert(
    fc.property(word, word, (one, other) => {
      fc.pre(one !== other && new Set(one + other).size > 1)
      expect(senseProblem(`because ${one} ${other}`)).toBeUndefined()
    }),
  )
})
