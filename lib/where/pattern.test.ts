import { describe, expect, it } from 'vitest'
import { checkPattern } from '#lib/where/pattern.ts'

describe('checkPattern', () => {
  it.each(['^(trade|order)-[a-z]+$', 'a{2,3}b?', '[^]a]x', '[{]literal[}]', '', 'a|b', '^$', '(a(b)c)*'])(
    'accepts %s',
    (pattern) => {
      expect(checkPattern(pattern)).toBeUndefined()
    },
  )

  it.each([
    ['(?i)x', 0],
    ['a(b', 2],
    ['ab)', 2],
    ['[abc', 0],
    ['x[[:alpha:]]', 1],
    ['a{256}', 1],
    ['a{3,2}', 1],
    ['a{x}', 1],
    ['a}', 1],
    ['*a', 0],
    ['(+a)', 1],
    ['a*?', 1],
    ['a++', 1],
    [`${'('.repeat(33)}${')'.repeat(33)}`, 32],
  ])('refuses %s at %i', (pattern, at) => {
    expect(checkPattern(pattern)?.at).toBe(at)
  })
})
