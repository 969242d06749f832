import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everythingIn } from '#hub/testing/everything.ts'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'

type Item = {
  Unit?: Record<string, unknown> & { UnitID: string; SpaceID: string; Slug: string }
  Links?: { Link?: Record<string, unknown>; Error?: { Status: number; Message: string } }[]
  Error?: { Status: number; Message: string; ErrorMetadata: Record<string, unknown> }
}

let hub: TestHub
let base: string
let dev: string
let api: NewUnit
let db: NewUnit

beforeAll(async () => {
  hub = await testHub({ Unit: 60 })
  base = await addSpace(hub, 'base')
  dev = await addSpace(hub, 'dev')
  api = await addUnit(hub, base, 'api', deployment('api', 2))
  db = await addUnit(hub, base, 'db', deployment('db', 1))
  const outside = await addUnit(hub, await addSpace(hub, 'platform'), 'ns', deployment('ns', 1))
  const body = { DeleteGates: { audit: true }, Labels: { team: 'blue' }, Annotations: { note: 'x' } }
  await hub.must('PATCH', api.path, { body })
  const link = (Slug: string, to: NewUnit) =>
    hub.must('POST', `/space/${base}/link`, { body: { Slug, FromUnitID: api.UnitID, ToUnitID: to.UnitID } })
  await link('to-db', db)
  await link('to-ns', outside)
})
afterAll(() => hub.store.close())

const post = async (query: Record<string, string>, body: unknown = {}) => {
  const answer = await hub.call('POST', `/unit?${new URLSearchParams(query)}`, { body })
  return { status: answer.status, items: answer.json as Item[], headers: answer.headers }
}
/** Without the Links to the sources, which every clone has. */
const copiedLinks = (items: readonly Item[]) =>
  items.flatMap((item) => item.Links ?? []).filter(({ Link }) => Link?.UpdateType !== 'UpgradeUnit')
const inBase = { where: "Space.Slug = 'base' AND Slug IN ('api', 'db')" }

describe('clones of one call', () => {
  it('keep the links among themselves, and those that lead elsewhere only on request', async () => {
    const { status, items } = await post({ ...inBase, where_space: "Slug = 'dev'" })

    expect(status).toBe(200)
    const [one, other] = items.map((item) => item.Unit)
    const clones = new Map([one, other].map((unit) => [unit?.Slug, unit]))
    const links = copiedLinks(items)
    expect(links).toHaveLength(1)
    expect(links[0]?.Link).toMatchObject({
      Slug: 'to-db',
      SpaceID: dev,
      FromUnitID: clones.get('api')?.UnitID,
      ToUnitID: clones.get('db')?.UnitID,
      ToSpaceID: dev,
      UpstreamSpaceID: base,
    })
    expect(clones.get('api')).toMatchObject({ Labels: { team: 'blue' }, UpstreamUnitID: api.UnitID })
    expect(clones.get('api')).not.toHaveProperty('DeleteGates')
    const own = items.find(({ Unit }) => Unit?.Slug === 'api')?.Links?.map(({ Link }) => Link)
    expect(own?.map((link) => link?.Slug)).toEqual(['upgrade-api', 'to-db'])
    expect(clones.get('api')?.FromLinkID).toEqual(own?.map((link) => link?.LinkID).toSorted())
  })

  it('that lead out keep leading there', async () => {
    const { items } = await post({
      ...inBase,
      name_prefixes: 'x-',
      include_outgoing_links_where: "UpdateType = 'NeedsProvides'",
    })

    const links = copiedLinks(items).map(({ Link }) => [Link?.Slug, Link?.ToSpaceID])
    expect(links).toEqual([
      ['x-api-to-db', base],
      ['x-api-to-ns', expect.not.stringMatching(base)],
    ])
  })

  it('with the same name are told apart: the second is refused', async () => {
    const { status, items } = await post({ ...inBase, name_pattern: 'same' })

    expect(status).toBe(207)
    expect(items.map((item) => item.Error?.Status)).toEqual([undefined, 409])
    expect(items[1]?.Error?.Message).toContain('would be named same')
    expect(items[1]?.Error?.ErrorMetadata).toMatchObject({ EntityType: 'Unit' })
  })

  it('tell which link they have lost, because the Unit it leads to was not cloned', async () => {
    await hub.must('PATCH', db.path, { body: { Labels: { zone: 'not a name' } } })
    await hub.must('PATCH', api.path, { body: { Labels: { zone: 'z' } } })

    const query = { ...inBase, name_pattern: 'template:{{.SourceEntitySlug}}-{{.Labels.zone}}' }
    const { status, items } = await post(query)

    const made = items.find((item) => item.Unit !== undefined)
    expect([status, made?.Unit?.Slug]).toEqual([207, 'api-z'])
    expect(copiedLinks(made === undefined ? [] : [made]).map((each) => each.Error?.Message)).toEqual([
      'Link to-db was not copied: the Unit it leads to was not cloned.',
    ])
    expect(made?.Unit?.FromLinkID).toHaveLength(1)
  })

  it.each([
    [{}, 400],
    [{ where_space: "Slug = 'nowhere'" }, 200],
    [{ where_space: 'Colour = 1' }, 400],
    [{ filter_space: 'x' }, 400],
    [{ name_prefixes: 'q-', include_outgoing_links_where: 'Colour = 1' }, 400],
    [{ name_prefixes: 'q-', syncback: 'true' }, 501],
    [{ variant_labels: 'env' }, 400],
    [{ name_pattern: 'template:{{.Space.Slug}}' }, 400],
  ])('of %j answer %i', async (query, status) => {
    const before = await everythingIn(hub.store.db)
    expect((await post({ ...inBase, ...query })).status).toBe(status)
    expect(await everythingIn(hub.store.db)).toEqual(before)
  })
})

describe('a dry run of a bulk clone', () => {
  it('answers what the call would, links included, and leaves no trace', async () => {
    const query = { ...inBase, name_prefixes: 'dry-', include_outgoing_links_where: "Slug != ''" }
    const before = await everythingIn(hub.store.db)

    const dry = await post({ ...query, dry_run: 'true' })

    expect(await everythingIn(hub.store.db)).toEqual(before)
    const real = await post(query)
    const shape = ({ Unit, Links }: Item) => [
      Unit?.Slug,
      Unit?.DataHash,
      Links?.map((each) => each.Link?.Slug),
    ]
    expect(dry.items.map(shape)).toEqual(real.items.map(shape))
    expect(real.status).toBe(200)
  })

  it('leaves no trace when some are refused, either', async () => {
    const before = await everythingIn(hub.store.db)
    const { status, items } = await post({ ...inBase, name_pattern: 'also-same', dry_run: 'true' })
    expect([status, items.map((item) => item.Error?.Status)]).toEqual([207, [undefined, 409]])
    expect(await everythingIn(hub.store.db)).toEqual(before)
  })
})

it('quotas hold for each clone', async () => {
  const prefixes = Array.from({ length: 40 }, (_, index) => `many-${index}-`).join(',')
  const { status, items } = await post({ ...inBase, name_prefixes: prefixes })

  expect(status).toBe(207)
  const refused = items.flatMap((item) => item.Error ?? [])
  expect(items.length - refused.length).toBeGreaterThan(10)
  expect(new Set(refused.map(({ Status }) => Status))).toEqual(new Set([403]))
  const units = await hub.must<unknown[]>('GET', '/unit')
  expect(units).toHaveLength(60)
})
