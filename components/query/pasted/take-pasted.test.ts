import { describe, expect, it } from 'vitest'
import { offerOf } from '#components/query/pasted/take-pasted.ts'
import type { QueryFields } from '#components/query/query-fields.ts'

const line =
  'cub unit list --space "*" --where "Slug = \'a\'" --where-data "spec.replicas > 2" --resource-type apps/v1/Deployment'
const here: QueryFields = { where: line, data: '', type: '' }

function take(fields: QueryFields, takesContent = true) {
  const taken = offerOf(fields, { takesContent })?.taken
  if (taken === undefined) throw new Error(`${fields.where} is of no other tool`)
  return taken.ok ? taken.value.fields : taken.message
}

describe('taking a pasted text', () => {
  it('gives its three texts', () => {
    expect(take(here)).toEqual({
      where: "Slug = 'a'",
      computed: '',
      data: 'spec.replicas > 2',
      type: 'apps/v1/Deployment',
    })
  })

  it('keeps the content filter of the page, which narrows it', () => {
    expect(take({ ...here, data: 'spec.paused = true', type: 'apps/v1/Deployment' })).toMatchObject({
      data: 'spec.paused = true AND spec.replicas > 2',
    })
  })

  it.each([
    [
      take({ ...here, type: 'v1/Service' }),
      /apps\/v1\/Deployment, and the content filter of this page for v1\/Service/,
    ],
    [take(here, false), /which this page cannot/],
    [take({ ...here, data: 'spec.' }), /./],
  ])('is refused where it would ask for more (%#)', (answer, message) => {
    expect(answer).toMatch(message)
  })
})
