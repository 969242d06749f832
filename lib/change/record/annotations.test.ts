import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factTexts, readCounts, readText, readTexts, writeTexts } from '#lib/change/record/annotations.ts'

describe('the facts of a record', () => {
  it('are read back from the annotations unchanged, whatever their length; no value exceeds 1,024 characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3000 }),
      fc.constantFrom('ü€😀'.repeat(2000), 'a'.repeat(1024), 'a'.repeat(1025), ''),
    )
    fc.assert(
      fc.property(text, text, (patch, reason) => {
        const texts = { ...factTexts(() => ''), patch, reason }
        const written = writeTexts(texts)

        for (const value of Object.values(written)) {
          expect(value.length).toBeLessThanOrEqual(1024)
          expect(value.isWellFormed()).toBe(true)
        }
        expect(readTexts(written)).toEqual(texts)
      }),
    )
  })

  it('end at the first missing part', () => {
    const { 'hubdeck.dev/reason.2': _, ...cut } = writeTexts({ reason: 'x'.repeat(3000) })

    expect(readText(cut, 'reason')).toHaveLength(1024)
  })

  it('invalid counts in an edited Tag are ignored', () => {
    expect(readCounts('{"written":2,"moved":1}')).toEqual({ written: 2, moved: 1 })
    for (const text of [
      '',
      'many',
      '{',
      '[]',
      '{"written":"2"}',
      '{"written":-1}',
      '{"written":1.5}',
      'null',
    ]) {
      expect(readCounts(text), text).toBeUndefined()
    }
  })
})
