import { describe, expect, it } from 'vitest'
import { parseChangeId, routes, safeNext } from '#lib/url/routes.ts'
import { loadUnitsSearch } from '#lib/url/search-params.ts'

describe('addresses', () => {
  it('carry a query whole, whatever is in it', () => {
    const where = "Labels.app.kubernetes.io/name = 'a&b=c#d %2F +ü' AND Slug ~ '^x'"

    const address = routes.units({ where, sort: 'DESC:UpdatedAt' })

    expect(loadUnitsSearch(new URL(address, 'http://deck.test'))).toMatchObject({
      where,
      sort: 'DESC:UpdatedAt',
    })
  })

  it('leave out what is as usual', () => {
    expect(routes.units({ where: '', group: 'none' })).toBe('/units')
  })

  it('of a change lead back to its Space and Tag', () => {
    const segment = routes.change('space-1', 'tag-1').split('/').at(-1) ?? ''

    expect(parseChangeId(segment)).toEqual({ spaceId: 'space-1', tagId: 'tag-1' })
  })

  it.each(['', 'x', 'a.b.c'])('of a change that is %o lead nowhere', (segment) => {
    expect(parseChangeId(segment)).toBeUndefined()
  })

  it.each([
    ['/units?where=x', '/units?where=x'],
    ['https://evil.example', '/units'],
    ['//evil.example', '/units'],
    ['/\\evil.example', '/units'],
    ['javascript:alert(1)', '/units'],
    ['', '/units'],
  ])('after signing in, %o leads to %o', (next, address) => {
    expect(safeNext(next)).toBe(address)
  })
})
