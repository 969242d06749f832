import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSpace, addUnit, deployment, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let space: string

beforeAll(async () => {
  hub = await testHub()
  space = await addSpace(hub, 'one')
  const second = await addSpace(hub, 'two')
  for (const slug of ['b', 'B', 'a', 'c-1', 'c_2']) {
    await addUnit(hub, space, slug, deployment('same', 1))
    await addUnit(hub, second, slug, deployment(slug.toLowerCase().replace('_', '-'), 2))
  }
})
afterAll(() => hub.store.close())

type Item = { Unit: { UnitID: string; Slug: string } }

async function allPages(query: string): Promise<string[]> {
  const ids: string[] = []
  let token: string | null = ''
  while (token !== null) {
    const suffix: string = token === '' ? '' : `&continue=${token}`
    const page = await hub.call('GET', `/unit?limit=3&${query}${suffix}`)
    expect(page.status).toBe(200)
    ids.push(...(page.json as Item[]).map((item) => item.Unit.UnitID))
    token = page.headers.get('ConfigHub-Continue')
  }
  return ids
}

describe('pages', () => {
  it.each([
    '',
    'order_by=Slug',
    'order_by=DESC:Slug,SpaceID',
    'order_by=DESC:UpdatedAt',
    'order_by=HeadRevisionNum',
    'order_by=DESC:TargetID,DataHash',
  ])('cover the list once, in order: %s', async (query) => {
    const whole = await hub.must<Item[]>('GET', `/unit?${query}`)

    expect(await allPages(query)).toEqual(whole.map((item) => item.Unit.UnitID))
  })

  it('end without a token', async () => {
    const page = await hub.call('GET', '/unit?limit=10')

    expect(page.headers.has('ConfigHub-Continue')).toBe(false)
  })
})

describe('a continue token is refused', () => {
  const tokenOf = async (path: string) => (await hub.call('GET', path)).headers.get('ConfigHub-Continue')
  const edit = (token: string | null, change: (parts: string[]) => unknown) =>
    Buffer.from(
      JSON.stringify(change(JSON.parse(Buffer.from(token ?? '', 'base64url').toString()))),
    ).toString('base64url')

  it.each([
    [
      'with other parameters',
      async () => `/unit?limit=3&select=Slug&continue=${await tokenOf('/unit?limit=3')}`,
    ],
    [
      'in another order',
      async () => `/unit?limit=3&order_by=DESC:UnitID&continue=${await tokenOf('/unit?limit=3')}`,
    ],
    [
      'in another Space',
      async () => `/space/${space}/unit?limit=3&continue=${await tokenOf('/unit?limit=3')}`,
    ],
    ['of another list', async () => `/revision?limit=3&continue=${await tokenOf('/unit?limit=3')}`],
    [
      'when it was changed',
      async () => `/unit?limit=3&continue=${edit(await tokenOf('/unit?limit=3'), ([sum]) => [sum, space])}`,
    ],
    [
      'when it is something else',
      async () => `/unit?limit=3&continue=${edit(await tokenOf('/unit?limit=3'), () => ({}))}`,
    ],
    ['when it is nonsense', async () => '/unit?limit=3&continue=%00%ff'],
  ])('%s', async (_name, path) => {
    const answer = await hub.call('GET', await path())

    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ Code: '400', message: expect.stringContaining('continue token') })
  })
})
