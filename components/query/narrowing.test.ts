import { describe, expect, it } from 'vitest'
import { withoutPart } from '#components/query/explain/without-part.ts'
import { withValue } from '#components/query/with-value.ts'

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

describe('withoutPart', () => {
  const fields = { where: "Slug = 'a' AND Space.Slug = 'x'", data: 'spec.replicas > 2', type: 'v1/Service' }

  it.each([
    [0, { ...fields, where: "Space.Slug = 'x'" }],
    [1, { ...fields, where: "Slug = 'a'" }],
    [2, { ...fields, data: '' }],
    [3, { ...fields, type: '' }],
    // A part that is not there is no reason to take another.
    [4, fields],
    [-1, fields],
  ])('takes away part %i and nothing else', (at, left) => {
    expect(withoutPart(fields, at)).toEqual(left)
  })
})
