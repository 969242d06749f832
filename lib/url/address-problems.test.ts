import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressPages } from '#lib/url/address-page.ts'
import { type AddressProblem, addressProblems } from '#lib/url/address-problems.ts'
import { routes } from '#lib/url/routes.ts'

type PageName = keyof typeof addressPages

const id = '7c61626f-ddbe-41af-93f6-b69f4ab6d308'
const other = '0b6e7d1c-7b7e-4e0b-9a39-6a8f6e1c2d3e'

function problemsOf(page: PageName, search: string): AddressProblem[] {
  const parameters = new URLSearchParams(search)
  return addressProblems(addressPages[page], { path: '/page', parameters, raw: `?${search}` })
}

describe('a part of an address that is not known', () => {
  it('is reported with what the page shows instead and what was probably meant', () => {
    expect(problemsOf('units', "wher=Slug = 'a'&sort=unit")).toEqual([
      {
        key: 'name wher',
        message: '“wher” is not known here and was ignored: the page shows all units.',
        mayWiden: true,
        fixes: [
          { label: 'Read it as where', href: '/page?where=Slug+%3D+%27a%27&sort=unit' },
          { label: 'Remove it', href: '/page?sort=unit' },
        ],
      },
    ])
  })

  it.each<[PageName, string, boolean]>([
    ['units', 'filter=x', true],
    ['units', 'Where=x', true],
    ['units', 'where=x&wher=y', true],
    ['units', 'where=a&where=b', true],
    ['units', 'where=a%ff', true],
    ['units', "where=Slug LIKE '%prod%'", true],
    ['units', 'sorts=unit', false],
    ['units', 'density=place', false],
    ['units', 'compare=x', false],
    ['units', 'density=', false],
    ['activity', 'window=8d', true],
    ['activity', 'who=robots', true],
    ['activity', "user=x' AND Slug = 'y", true],
    ['activity', 'data=spec.replicas > 2', true],
    ['activity', 'at=yesterday', false],
    ['activity', 'all=maybe', false],
    ['activity', 'lanes=team', false],
    ['unit', 'tab=x', false],
    ['unit', 'from=3x', false],
    ['unit', 'revision=', false],
    ['unit', 'blame=yes', false],
    ['unit', 'rev=3', false],
    ['changes', 'state=open', false],
    ['newChange', 'wher=x', true],
    ['newChange', 'units=abc', true],
    ['newChange', `undo=${id}&where=x`, true],
    ['newChange', `undo=${id}&resume=${other}`, true],
    ['newChange', 'undo=abc', true],
    ['newChange', 'restore=3', true],
    ['newChange', `units=${id}&restore=x`, true],
    ['newChange', `units=${id},${other}&restore=3`, true],
    ['newChange', `units=${id}&pick=x`, true],
    ['newChange', 'patch=shell', false],
  ])('is named on %s: %s', (page, search, mayWiden) => {
    const problems = problemsOf(page, search)

    expect(problems).not.toEqual([])
    expect(problems.some((problem) => problem.mayWiden)).toBe(mayWiden)
    expect(problems.every(({ fixes }) => fixes.length > 0)).toBe(true)
  })

  it.each<[PageName, string, RegExp]>([
    ['units', 'wher=x', /“wher” is not known here and was ignored: the page shows all units/],
    ['units', 'density=planet', /density: “planet” is not a value of density/],
    ['units', 'compare=x', /compare: “x” is not a value of compare/],
    ['units', 'compare=unit:x', /there are none, majority, .*unit:<id>, region:<name>, at:<time>/],
    ['units', 'only=differing', /only was ignored: compare names nothing to differ from/],
    ['units', 'only=some', /only: “some” is not a value of only/],
    ['units', 'where=a&where=b', /The address says where 2 times/],
    ['units', "where=Slug LIKE '%prod%'", /a % that is not followed by two hexadecimal digits/],
    ['activity', 'at=yesterday', /at: “yesterday” is not a time/],
    ['activity', 'window=8d', /window: “8d” is not a value of window/],
    ['activity', 'user=me', /user: “me” is not a value of user/],
    ['activity', 'data=x', /“data” is not known here/],
    ['changes', 'state=open', /state: “open” is not a value of state \(there are proposed, approved/],
    ['changes', 'from=yesterday', /from: “yesterday” is not a time/],
    ['changes', 'stat=done', /“stat” is not known here/],
    ['unit', 'tab=x', /tab: “x” is not a value of tab/],
    ['unit', 'from=3x', /from: “3x” is not a value of from/],
    ['newChange', 'wher=x', /“wher” is not known here and was ignored: the change is about all units/],
    ['newChange', 'wher=x&computed=get-replicas() < 3', /the page shows what the rest of the address says/],
    ['newChange', 'restore=3', /restore was ignored/],
  ])('is named in one sentence on %s: %s', (page, search, message) => {
    expect(problemsOf(page, search).map((problem) => problem.message)).toEqual([
      expect.stringMatching(message),
    ])
  })

  it('is reported whatever it is, and its last fix leads to a valid address', () => {
    const page = fc.constantFrom<PageName>('units', 'activity', 'unit', 'changes', 'newChange')
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('wher', 'where', 'sort', 'tab', 'window', 'units'),
    )
    const pairs = fc.array(fc.tuple(name, fc.string()), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(page, pairs, (at, each) => {
        let search = new URLSearchParams(each).toString()
        const known = Object.keys(addressPages[at].parameters)
        const messages = problemsOf(at, search).map(({ key }) => key)
        for (const [unknown] of each) {
          if (!known.includes(unknown)) expect(messages).toContain(`name ${unknown}`)
        }
        for (let steps = 0; steps < 12; steps += 1) {
          const [problem] = problemsOf(at, search)
          if (problem === undefined) return
          search = new URL(problem.fixes.at(-1)?.href ?? '', 'http://deck.test').search.slice(1)
        }
        expect(problemsOf(at, search)).toEqual([])
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('an address of ours', () => {
  it.each<[PageName, string]>([
    [
      'units',
      routes.units({ where: "Slug = 'a&b' AND Space.Slug LIKE '%ab%'", data: 'a = 1', type: 'v1/Service' }),
    ],
    [
      'units',
      routes.units({
        cols: ['space', 'v1/Service a,b'],
        sort: '-space',
        group: ['region'],
        compare: 'majority',
      }),
    ],
    ['units', routes.units({ density: 'compact', peek: id })],
    ['units', routes.units({ compare: `unit:${id}`, only: 'differing' })],
    ['units', routes.units({ compare: 'at:2026-11-23T03:04:00.000Z' })],
    ['unit', routes.unit('s', 'u', { tab: 'compare', from: 1, to: 2, blame: true })],
    ['pairs', routes.pairs({ a: "Slug = 'a'", b: "Slug = 'b'", cols: ['hash'], only: 'differing' })],
    ['unit', routes.unit('s', 'u', { revision: 3 })],
    ['changes', routes.changes()],
    ['comparedChanges', routes.compareChanges({ a: id, b: other })],
    ['newChange', routes.newChange({ use: id, where: "Slug = 'a'" })],
    [
      'changes',
      routes.changes({
        q: 'core',
        person: id,
        state: ['running', 'partly'],
        period: '7d',
        unit: 'eu/a',
        path: 'x',
      }),
    ],
    ['changes', routes.changes({ ticket: 'TRD-1', from: '2026-11-23T00:00:00.000Z', to: '2026-11-24' })],
    ['newChange', routes.newChange({ where: "Slug = 'a'", data: 'a = 1', type: 'x', units: [id, other] })],
    ['newChange', routes.newChange({ undo: id })],
    ['newChange', routes.newChange({ units: [id], restore: 3, patch: 'restore' })],
    ['newChange', routes.newChange({ pick: 'hubdeck.pick.1', where: 'x', patch: 'merge' })],
    [
      'activity',
      routes.activity({ window: '1h', user: id, who: 'people', at: '2026-11-23T03:04:00.000Z', all: true }),
    ],
    [
      'activity',
      routes.activity({ entry: 'x', open: ['a', 'b'], lanes: 'none', from: '2026-11-23', to: '2026-11-24' }),
    ],
  ])('contains nothing unknown on %s: %s', (page, address) => {
    expect(problemsOf(page, new URL(address, 'http://deck.test').search.slice(1))).toEqual([])
  })
})
