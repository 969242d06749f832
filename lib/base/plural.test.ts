import { describe, expect, it } from 'vitest'
import { count } from '#lib/base/plural.ts'

describe('count', () => {
  it.each([
    { n: 0, text: '0 units' },
    { n: 1, text: '1 unit' },
    { n: 2, text: '2 units' },
    { n: 1200, text: '1,200 units' },
  ])('says $text', ({ n, text }) => {
    expect(count(n, 'unit')).toBe(text)
  })

  it('accepts an irregular plural', () => {
    expect(count(1, 'entry', 'entries')).toBe('1 entry')
    expect(count(3, 'entry', 'entries')).toBe('3 entries')
  })
})
