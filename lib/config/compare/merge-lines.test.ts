import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLines } from '#lib/config/compare/merge-lines.ts'

const line = fc.constantFrom('a', 'b', 'c', 'spec:', '  replicas: 3', '')
const lines = fc.array(line, { maxLength: 12 })
const text = lines.map((each) => each.map((one) => `${one}\n`).join(''))
/** With and without a last line end, a mark of byte order, and with either kind of line end. */
const anyText = fc
  .tuple(lines, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'), fc.boolean())
  .map(([each, end, mark, isEnded]) =>
    each.length === 0 ? '' : mark + each.join(end) + (isEnded ? end : ''),
  )
/** What is left of a text when an editor shows it. */
const shown = (each = '') => each.replace(/^\uFEFF/, '').split(/\r?\n/)
const parameters = { numRuns: 500, seed: 20_261_129 }

describe('merging the lines of two texts that were made from one', () => {
  it('gives the other side where only one changed anything', () => {
    fc.assert(
      fc.property(text, text, (base, side) => {
        expect(mergeLines(base, base, side)).toEqual({ text: side, conflicts: [] })
        expect(mergeLines(base, side, base)).toEqual({ text: side, conflicts: [] })
        expect(mergeLines(base, side, side)).toEqual({ text: side, conflicts: [] })
      }),
      parameters,
    )
  })

  it('is exactly the other side where ours is the base, whatever its line ends', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, theirs) => {
        const merged = mergeLines(base, base, theirs)
        expect(merged?.conflicts).toEqual([])
        expect(shown(merged?.text)).toEqual(shown(theirs))
      }),
      parameters,
    )
  })

  it('takes no line end and no mark of byte order for a change', () => {
    fc.assert(
      fc.property(lines, lines, (base, theirs) => {
        const windows = (each: readonly string[]) => `\uFEFF${each.map((one) => `${one}\r\n`).join('')}`
        const ours = base.map((each) => `${each}\n`).join('')
        const merged = mergeLines(windows(['a: b', ...base]), `a: b\n${ours}`, windows(['a: b', ...theirs]))
        expect(merged?.conflicts).toEqual([])
      }),
      parameters,
    )
  })

  it('keeps every line that was typed', () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const known = new Set(base.split('\n'))
        const typed = ours.split('\n').filter((each) => !known.has(each))
        const merged = mergeLines(base, ours, theirs)?.text.split('\n') ?? []
        for (const each of typed) expect(merged).toContain(each)
      }),
      parameters,
    )
  })
})

it('takes what is new elsewhere, and tells where both changed the same lines', () => {
  const base = 'replicas: 3\nimage: web:1\npaused: false\n'
  const ours = 'replicas: 5\nimage: web:1\npaused: true\n'
  const theirs = 'replicas: 4\nimage: web:1\npaused: false\nminReadySeconds: 5\n'
  expect(mergeLines(base, ours, theirs)).toEqual({
    text: 'replicas: 5\nimage: web:1\npaused: true\n',
    conflicts: [
      { line: 1, count: 1 },
      { line: 3, count: 1 },
    ],
  })
  expect(
    mergeLines(base, 'replicas: 5\nimage: web:1\npaused: false\n', `${base}minReadySeconds: 5\n`),
  ).toEqual({
    text: 'replicas: 5\nimage: web:1\npaused: false\nminReadySeconds: 5\n',
    conflicts: [],
  })
})

it.each([
  ['a line behind a last one without an end', 'a: 1', 'a: 1\n', 'a: 1\nb: 2', 'a: 1\nb: 2'],
  ['a line of each side behind such a one', 'a: 1', '# x\na: 1', 'a: 1\nb: 2\n', '# x\na: 1\nb: 2\n'],
  [
    'a changed line among others with another end',
    'a: 1\r\nx:\r\nb: 2\r\n',
    'a: 1\nx:\nb: 3\n',
    'a: 4\r\nx:\r\nb: 2\r\n',
    'a: 4\r\nx:\nb: 3\n',
  ],
  [
    'a line above the first with a mark of byte order',
    '\uFEFFa: 1\n',
    'a: 1\nb: 2\n',
    '\uFEFF# x\na: 1\n',
    '\uFEFF# x\na: 1\nb: 2\n',
  ],
])('brings in %s', (_, base, ours, theirs, text) => {
  expect(mergeLines(base, ours, theirs)).toEqual({ text, conflicts: [] })
})
