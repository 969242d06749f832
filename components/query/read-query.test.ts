import { describe, expect, it } from 'vitest'
import { readQuery } from '#components/query/read-query.ts'

describe('readQuery', () => {
  it.each([
    "Slug='trade-service'   AND Space.Slug LIKE '%prod%'",
    "Slug = 'trade-service' AND Space.Slug ~~ '%prod%'",
  ])('gives one address to every spelling: %s', (where) => {
    const { canonical } = readQuery({ where, data: '  spec.replicas>2 ', type: ' apps/v1/Deployment ' })

    expect(canonical?.where).toMatch(/^Slug = 'trade-service' AND Space\.Slug (LIKE|~~) '%prod%'$/)
    expect(canonical).toMatchObject({ data: 'spec.replicas > 2', type: 'apps/v1/Deployment' })
  })

  it('runs nothing, not even in part, when one half is not valid', () => {
    const reading = readQuery({ where: "Slug = 'a'", data: 'spec.replicas >', type: '' })

    expect(reading.isRunnable).toBe(false)
    expect(reading.dataError).toBeDefined()
  })

  it('refuses a query that is longer than ConfigHub takes, and says by how much', () => {
    const where = `Slug IN (${Array.from({ length: 1000 }, (_, number) => `'unit-${number}'`).join(', ')})`
    const { where: read } = readQuery({ where, data: '', type: '' })

    expect(read.ok ? undefined : read.error.message).toContain(
      encodeURIComponent(where).length.toLocaleString('en-GB'),
    )
  })
})

// The server sends it with the page.
it.each([
  { where: "(Slug = 'a' OR NOT Labels.Tier IN ('b', 'c')) AND LEN(Labels) > 2 AND UpdatedAt IS NULL" },
  {
    data: 'spec.template.spec.containers.*.image = "x" AND spec.replicas IN (1, 2)',
    type: 'apps/v1/Deployment',
  },
  { computed: 'get-replicas() < 2' },
  { where: "Slug = 'a", data: 'spec.replicas >', computed: 'get-replicas()' },
])('what is read of %o is plain data', (texts) => {
  const reading = readQuery({ where: '', data: '', type: '', ...texts })

  expect(JSON.parse(JSON.stringify(reading))).toEqual(reading)
})
