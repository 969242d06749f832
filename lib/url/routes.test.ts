import fc from 'fast-check'
import { createLoader } from 'nuqs/server'
import { describe, expect, it } from 'vitest'
import { parseChangeId, routes, safeNext } from '#lib/url/routes.ts'
import { unitsSearch } from '#lib/url/search-params.ts'

const loadUnitsSearch = createLoader(unitsSearch)

describe('addresses', () => {
  it('carry a query unchanged, whatever is in it', () => {
    const where = "Labels.app.kubernetes.io/name = 'a&b=c#d %2F +ü' AND Slug ~ '^x'"

    const address = routes.units({ where, sort: 'DESC:UpdatedAt' })

    expect(loadUnitsSearch(new URL(address, 'http://deck.test'))).toMatchObject({
      where,
      sort: 'DESC:UpdatedAt',
    })
  })

  it('leave out defaults', () => {
    expect(routes.units({ where: '', group: [] })).toBe('/units')
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
    ["/units?where=Slug = 'é'#row", '/units?where=Slug%20=%20%27%C3%A9%27#row'],
    ['/units//trade', '/units//trade'],
    ['/units?next=https://evil.example', '/units?next=https://evil.example'],
    ['/%09/evil.example', '/%09/evil.example'],
    ['', '/units'],
  ])('after signing in, %o leads to %o', (next, address) => {
    expect(safeNext(next)).toBe(address)
  })

  const elsewhere = [
    'https://evil.example',
    'HTTPS:evil.example',
    'https:/evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '/\r\n\t\\evil.example',
    '\t//evil.example',
    ' //evil.example',
    '\u0000//evil.example',
    '\u00a0//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/units/..//evil.example',
    '/.\\/evil.example',
    '/./\t/evil.example',
    '//deck.invalid@evil.example',
    '//[',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
  ]
  it.each(elsewhere)('after signing in, %o leads to the units instead', (next) => {
    expect(safeNext(next)).toBe('/units')
  })

  it('after signing in never lead to another site, however the text is built', () => {
    const pieces = [
      ...'/\\.@:?#%',
      '\t',
      '\n',
      '\r',
      ' ',
      '\0',
      '%09',
      '%2f',
      '%5c',
      '%2e',
      'https:',
      'evil.example',
      '／',
      '。',
    ]
    const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, fc.constantFrom('https://deck.example', 'http://127.0.0.1:3000'), (next, deck) => {
        // As a browser on any of our pages reads it, even if it is decoded once more on the way.
        const led = safeNext(next)
        expect(new URL(led, `${deck}/sign-in`).origin).toBe(deck)
        expect(led).toMatch(/^\/(?!\/)/)
      }),
      { numRuns: 5000, seed: 7 },
    )
  })
})
