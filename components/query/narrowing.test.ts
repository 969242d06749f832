import { describe, expect, it } from 'vitest'
import { withValue } from '#components/query/with-value.ts'
import { withoutCondition } from '#components/query/without-condition.ts'

describe('withValue', () => {
  it.each([
    ['', "Slug = 'a'"],
    ["Space.Slug = 'x'", "Space.Slug = 'x' AND Slug = 'a'"],
    ["Slug = 'a'", "Slug = 'a'"],
  ])('narrows %j to one value', (where, narrowed) => {
    expect(withValue(where, 'Slug', 'a')).toBe(narrowed)
  })

  it.each(["it's", 'a"b', 'a\\b'])('says that %s cannot be written', (value) => {
    expect(withValue('', 'Labels.Team', value)).toBeUndefined()
  })
})

describe('withoutCondition', () => {
  const fields = { where: "Slug = 'a' AND Space.Slug = 'x'", data: 'spec.replicas > 2', type: 'v1/Service' }

  it.each([
    ["Slug = 'a'", { ...fields, where: "Space.Slug = 'x'" }],
    ['v1/Service · spec.replicas > 2', { ...fields, data: '', type: '' }],
    // Removing a text that is not a condition of the query changes nothing, least of all the content filter.
    ["Slug = 'b'", fields],
    ['', fields],
  ])('takes away %j and nothing else', (condition, left) => {
    expect(withoutCondition(fields, condition)).toEqual(left)
  })
})
