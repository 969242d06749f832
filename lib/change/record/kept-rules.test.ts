import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type AppliedRule, keepRules, noRule, readRules } from '#lib/change/record/kept-rules.ts'

const planned = Array.from({ length: 30 }, (_, index) => `unit-${index}`)
const rule = fc.oneof(
  fc.constant(noRule),
  fc.record<AppliedRule>({
    condition: fc.constantFrom("Labels.Environment = 'prod'", "Space.Slug LIKE '%-pay%'"),
    needed: fc.integer({ min: 1, max: 2 }),
    given: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant('exempt' as const)),
  }),
)
const rules = fc
  .array(fc.option(rule, { nil: undefined }), { maxLength: planned.length })
  .map(
    (found) =>
      new Map(found.flatMap((each, place) => (each === undefined ? [] : [[planned[place] ?? '', each]]))),
  )

it('is read back as it was kept; a later commit says what it found, and nothing of other units', () => {
  fc.assert(
    fc.property(rules, rules, (earlier, now) => {
      const first = readRules(keepRules(planned, new Map(), earlier), planned)
      expect(first).toEqual(earlier)
      expect(readRules(keepRules(planned, first, now), planned)).toEqual(new Map([...earlier, ...now]))
    }),
  )
})

it('is empty where nothing is known, and what is no list of rules says nothing', () => {
  expect(keepRules(planned, new Map(), new Map())).toBe('')
  for (const text of ['', 'x', '{}', '[["a",1,-1,"0"]]', '[["a",1,"all","0"]]'])
    expect(readRules(text, planned)).toEqual(new Map())
})
