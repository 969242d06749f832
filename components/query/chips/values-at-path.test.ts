import { expect, it } from 'vitest'
import { findValues, typedPart, withTaken } from '#components/query/chips/find-values.ts'
import { recoded } from '#components/query/chips/value-coding.ts'
import { valuesAtPath } from '#components/query/chips/values-at-path.ts'
import { termOf } from '#lib/where/subjects/fields.ts'

it('values of documents are offered as what they are, and found when they are taken', () => {
  const options = valuesAtPath([
    { value: '8080', units: 3 },
    { value: 8080, units: 5 },
    { value: true, units: 1 },
    { value: '8080', units: 4 },
    { value: 1.5, units: 9 },
  ])
  expect(options.map(({ label, detail }) => [label, detail])).toEqual([
    ["'8080'", '7 units'],
    ['8080', '5 units'],
    ['true', '1 unit'],
  ])
  const asked = options.map(({ text, literal }) =>
    termOf({ subject: 'spec.port', operator: '=', value: text, literal }, { on: 'content' }),
  )
  expect(asked).toMatchObject([
    { value: { term: { right: { kind: 'string', value: '8080' } } } },
    { value: { term: { right: { kind: 'int' } } } },
    { value: { term: { right: { kind: 'bool', value: true } } } },
  ])
})

it('a value with a comma stays one value of a list', () => {
  const options = ['a, b', 'c'].map((text) => ({ label: text, text }))
  const [taken] = options
  const typed = taken ? withTaken('c, a', taken, true) : ''
  expect(typed).toBe('c, "a, b", ')
  expect(typedPart(typed, true)).toBe('')
  expect(typedPart('c, "a, ', true)).toBe('a,')
  expect(findValues(options, typed, true)).toEqual([])
  expect(recoded('ann, "x", jo', 'IN', (name) => (name === 'jo' ? 'Doe, Jo' : name))).toBe(
    'ann, "x", "Doe, Jo"',
  )
})
