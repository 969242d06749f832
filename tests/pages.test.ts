import { describe, expect, it } from 'vitest'
import { routes } from '#lib/url/routes.ts'
import { pageAddresses, readRepositoryFile } from '#tests/source-files.ts'

/** An address that each route makes; a route of a list passes over what is no parameter. */
const addresses = Object.values(routes).map((make) =>
  String(Reflect.apply(make, undefined, ['space', 'unit'])),
)

const pages = pageAddresses()

/** Visited on the way to every other page. */
const passed = ['/', '/sign-in']

describe('every page', () => {
  it.each(pages)('%s has a route', (page) => {
    const pattern = new RegExp(`^${page.replaceAll(/\[\w+\]/g, '[^/]+')}(\\?|$)`)
    expect(addresses.filter((address) => pattern.test(address))).not.toEqual([])
  })

  it.each(pages.filter((page) => !passed.includes(page)))('%s is visited by the browser tests', (page) => {
    const visited = readRepositoryFile('e2e/places.ts').replaceAll('\\/', '/')
    // In the journeys, slugs and ids are expressions.
    const start = page.replace(/\[.*/, '')
    expect(visited).toMatch(new RegExp(`['"\`/]${start}(['"\`?[$]|$)`))
  })

  it.each(pages.filter((page) => page !== '/'))('%s has a row for newcomers', (page) => {
    const shown = new RegExp(`\\|.*\`${page.replaceAll(/\[\w+\]/g, '<[^`/]+')}\`.*\\|$`)
    const rows = readRepositoryFile('docs/where-is-what.md').split('\n')
    expect(rows.filter((row) => shown.test(row))).not.toEqual([])
  })
})
