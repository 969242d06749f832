import { describe, expect, it } from 'vitest'
import { compilePattern } from '#lib/where/matcher.ts'
import { checkPattern } from '#lib/where/pattern.ts'

describe('checkPattern', () => {
  it.each([
    '^(trade|order)-[a-z]+$',
    'a{2,3}b?',
    '[^]a]x',
    '[{]literal[}]',
    '',
    'a|b',
    '^$',
    '(a(b)c)*',
    '^([a-z0-9]){255}$',
    '[a-]',
    '[]-a]',
    '[!--]',
    '(^|x)*a',
    '()',
    'a{2,}',
  ])('accepts %s', (pattern) => {
    expect(checkPattern(pattern)).toBeUndefined()
  })

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
    ['$*', 1],
    ['^{2}', 1],
    ['[z-a]', 0],
    ['[a-b-c]', 0],
    ['((a{255}){255}){255}', 0],
    ['((){255}){255}', 0],
    [`${'('.repeat(33)}${')'.repeat(33)}`, 32],
  ])('refuses %s at %i', (pattern, at) => {
    expect(checkPattern(pattern)?.at).toBe(at)
  })
})

describe('compilePattern', () => {
  it.each([
    ['a.b', 'xa\nbx', true],
    ['^a$', 'a\n', false],
    ['[^a]', '\n', true],
    ['[]a]', ']', true],
    ['[^]a]', ']', false],
    ['[a-]x', '-x', true],
    [']', 'a]', true],
    ['^.$', '🚀', true],
    ['(a|b){2,3}c', 'abac', true],
    ['^(a|b){2,3}c', 'ac', false],
    ['^(|a)+$', 'aaa', true],
    ['x{0}', '', true],
    ['b$|^c', 'ab', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(compilePattern(pattern, false).test(text)).toBe(expected)
  })

  it.each([
    ['é', 'É', true],
    ['[à-é]', 'É', true],
    ['[^a-z]', 'B', false],
    ['k', '\u212a', false],
    ['\u212a', 'k', true],
    ['ß', 'SS', false],
    ['Σ', 'ς', false],
  ])('%s on %j in any case: %s', (pattern, text, expected) => {
    expect(compilePattern(pattern, true).test(text)).toBe(expected)
  })

  it('takes no longer for patterns that make a backtracking engine try everything', () => {
    expect(compilePattern('^(a*)*(a|aa)+b$', false).test('a'.repeat(2000))).toBe(false)
  })
})
