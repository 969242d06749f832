import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInvisible, visibleText } from '#lib/base/visible-text.ts'

const deceiving = [
  ['right-to-left override', 0x202e],
  ['left-to-right override', 0x202d],
  ['right-to-left embedding', 0x202b],
  ['pop directional formatting', 0x202c],
  ['right-to-left isolate', 0x2067],
  ['pop directional isolate', 0x2069],
  ['right-to-left mark', 0x200f],
  ['Arabic letter mark', 0x061c],
  ['zero-width space', 0x200b],
  ['zero-width joiner between letters', 0x200d],
  ['zero-width non-joiner between letters', 0x200c],
  ['word joiner', 0x2060],
  ['invisible times', 0x2062],
  ['byte order mark', 0xfeff],
  ['soft hyphen', 0x00ad],
  ['Mongolian vowel separator', 0x180e],
  ['Hangul filler', 0x3164],
  ['half-width Hangul filler', 0xffa0],
  ['combining grapheme joiner', 0x034f],
  ['interlinear annotation', 0xfff9],
  ['tag letter', 0xe0061],
  ['variation selector', 0xfe01],
  ['supplementary variation selector', 0xe0101],
  ['line separator', 0x2028],
  ['next line', 0x0085],
  ['escape', 0x1b],
  ['backspace', 0x08],
  ['null', 0x00],
  ['delete', 0x7f],
  ['half a surrogate pair', 0xd800],
] as const

const legible = [
  'Market open, replicas 3 → 5',
  'two\nlines\tand a tab',
  'Windows\r\nlines',
  'naïve Zürich 東京 Москва עברית العربية',
  'emoji 👩‍👩‍👧 👍🏽 ❤️ 🏳️‍🌈',
  'می‌خواهم',
  'क्‍ष',
  '',
]

describe('visibleText', () => {
  it.each(deceiving)('writes out a %s', (_, code) => {
    const name = `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
    expect(visibleText(`pro${String.fromCodePoint(code)}d`)).toBe(`pro${name}d`)
  })

  it.each(legible)('leaves %j as it is', (text) => {
    expect(visibleText(text)).toBe(text)
  })

  it('does not let a carriage return overwrite the text before it', () => {
    expect(visibleText('safe\rdanger')).toBe('safe⟨U+000D⟩danger')
  })

  it('changes nothing the second time, and leaves nothing hidden', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = visibleText(text)
        expect(visibleText(once)).toBe(once)
        expect(/[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/.test(once)).toBe(false)
      }),
    )
  })
})

describe('isInvisible', () => {
  it.each(deceiving)('detects a text that is only a %s', (_, code) => {
    expect(isInvisible(` ${String.fromCodePoint(code).repeat(3)} `)).toBe(true)
  })

  it('accepts any letter, digit or symbol', () => {
    expect(['x', '5', '→', '東', '👍'].filter(isInvisible)).toEqual([])
  })
})
