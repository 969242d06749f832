import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newEntity } from '#lib/confighub/saved/saved-entity.ts'
import { filterOf, SaveQueryRequest, savedQueryOf } from '#lib/confighub/saved/saved-query.ts'

const id = '0f4e7a52-1111-4222-8333-944455566677'
const request = {
  spaceId: id,
  name: 'Prod, behind',
  where: "Slug = 'x'",
  data: 'spec.replicas > 2',
  type: 'apps/v1/Deployment',
}

test('a query comes back from its Filter as it was saved', () => {
  const saved = savedQueryOf({
    Filter: { FilterID: id, SpaceID: id, SpaceSlug: 'shared', ...filterOf(request, 'alice') },
  })

  expect(saved).toEqual({
    id,
    spaceId: id,
    spaceSlug: 'shared',
    name: request.name,
    savedBy: 'alice',
    where: request.where,
    data: request.data,
    type: request.type,
  })
})

test('a Filter of one Space, made elsewhere, selects that Space only', () => {
  const made = {
    FilterID: id,
    SpaceID: id,
    Slug: 'of-eu',
    From: 'Unit',
    FromSpaceID: id,
    IncludeHidden: 'Unit',
  }

  expect(savedQueryOf({ Filter: { ...made, Where: "Slug = 'x'" } })).toMatchObject({
    name: 'of-eu',
    where: `Slug = 'x' AND SpaceID = '${id}'`,
    caution: expect.stringContaining('hidden'),
  })
  expect(savedQueryOf({ Filter: made }).where).toBe(`SpaceID = '${id}'`)
})

test('every name makes a Slug that ConfigHub accepts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), (name) => {
      if (!SaveQueryRequest.safeParse({ ...request, name }).success) return
      expect(newEntity(name.trim(), 'query', 'me').Slug).toMatch(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/)
      expect(newEntity(name.trim(), 'query', 'me').Slug.length).toBeLessThanOrEqual(128)
    }),
  )
})

test.each(['', '   ', 'x'.repeat(101)])('a name of "%s" is refused', (name) => {
  expect(SaveQueryRequest.safeParse({ ...request, name }).success).toBe(false)
})
