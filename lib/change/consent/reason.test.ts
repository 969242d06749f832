import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reasonProblem, ticketProblem } from '#lib/change/consent/reason.ts'

const invisible = [
  ...' \n\t\u00a0\u2003\u3000\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\u00ad\u034f\u180e\ufe0f\u{e0100}',
  ...'\u115f\u1160\u3164\uffa0\u2800\u0301',
]
const deceptive = [
  ...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029',
  ...'\u0000\u0007\u0008\u001b\u007f\u0085\u009b\u{e0001}\u{e0041}',
]

describe('a reason', () => {
  it('of invisible characters only counts as empty, however many it has', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...invisible, '\u202e', '\u2069')), (characters) => {
        expect(reasonProblem(characters.join(''))?.code).toBe('reason-missing')
      }),
    )
  })

  it.each(deceptive)('with %j in it is refused, naming the character and its place', (character) => {
    const hex = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')

    for (const problem of [reasonProblem(`Open ${character}x`), ticketProblem(`Open ${character}x`)]) {
      expect(problem).toMatchObject({
        code: 'text-deceptive',
        message: expect.stringContaining(`U+${hex} (`),
      })
      expect(problem?.message).toContain('at position 6')
      expect(problem?.message).not.toContain(character)
    }
  })

  it.each([
    'Market open',
    'a',
    '7',
    '!',
    'Zürich öffnet, €5',
    'Two lines\nand a\ttab\r\n',
    '市場が開く',
    'فتح السوق',
    'می‌خواهم',
    'Ready 👩‍🚀 ❤️',
    'e\u0301te\u0301',
  ])('%j is one', (reason) => {
    expect(reasonProblem(reason)).toBeUndefined()
  })

  it('keeps its layout; a ticket has none', () => {
    expect(reasonProblem('one\ntwo')).toBeUndefined()
    expect(ticketProblem('OPS-1\nOPS-2')?.code).toBe('text-deceptive')
    expect(ticketProblem('')).toBeUndefined()
  })

  it('that does not fit is reported as too long', () => {
    expect(reasonProblem('x'.repeat(3001))?.code).toBe('reason-too-long')
    expect(reasonProblem('€'.repeat(400))?.code).toBe('reason-too-long')
  })
})
