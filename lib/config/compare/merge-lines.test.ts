import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLines } from '#lib/config/compare/merge-lines.ts'

const line = fc.constantFrom('a', 'b', 'c', 'spec:', '  replicas: 3', '')
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(''))
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
