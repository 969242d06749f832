import { describe, expect, it } from 'vitest'
import { routes } from '#lib/url/routes.ts'
import { readRepositoryFile, repositoryFiles } from '#tests/source-files.ts'

/** An example address for each route. A new route does not compile without one. */
const addresses: Readonly<Record<keyof typeof routes, string>> = {
  home: routes.home(),
  units: routes.units(),
  unit: routes.unit('space', 'unit'),
  changes: routes.changes(),
  newChange: routes.newChange(),
  change: routes.change('space', 'tag'),
  activity: routes.activity(),
  connection: routes.connection(),
  signIn: routes.signIn(),
}

/** `app/(dashboard)/units/[space]/page.tsx` as `/units/[space]`. */
const pages = repositoryFiles()
  .filter((path) => /^app\/(.*\/)?page\.tsx$/.test(path))
  .map((path) => `/${path.split('/').slice(1, -1).filter(isSegment).join('/')}`)

/** A folder in parentheses has a layout and no segment of the address. */
function isSegment(folder: string): boolean {
  return !folder.startsWith('(')
}

/** Visited on the way to every other page. */
const passed = ['/', '/sign-in']

describe('every page', () => {
  it.each(pages)('%s has a route', (page) => {
    const pattern = new RegExp(`^${page.replaceAll(/\[\w+\]/g, '[^/]+')}(\\?|$)`)
    expect(Object.values(addresses).filter((address) => pattern.test(address))).not.toEqual([])
  })

  it.each(pages.filter((page) => !passed.includes(page)))('%s is visited by the browser tests', (page) => {
    const visited = readRepositoryFile('e2e/places.ts').replaceAll('\\/', '/')
    // In the journeys, slugs and ids are expressions.
    const start = page.replace(/\[.*/, '')
    expect(visited).toMatch(new RegExp(`['"\`/]${start}(['"\`?[$]|$)`))
  })
})
