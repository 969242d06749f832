import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { invocation } from '#tests/contract/invocations.ts'
import {
  namespace,
  placeholder,
  referenceData,
  tradeService,
} from '#tests/contract/microtraderx-manifests.ts'
import { CloneShape, entity } from '#tests/contract/shapes/clone.ts'
import { MergedUnitShape } from '#tests/contract/shapes/merge.ts'
import { addSpace, addUnit, type Made, read, settled } from '#tests/contract/triggers.ts'
import { document, putDocument, revisions } from '#tests/contract/units.ts'

const regions = { us: 3, eu: 5, asia: 2 } as const
type Region = keyof typeof regions
const names = ['us', 'eu', 'asia'] as const

/** What the commands of the tutorial's scripts send, in one organization whose Spaces have a prefix. */
class Tutorial {
  readonly #hub: HubAddress
  readonly #prefix: string
  readonly #spaces = new Map<string, string>()
  readonly #units = new Map<string, Made>()

  constructor(hub: HubAddress, prefix: string) {
    this.#hub = hub
    this.#prefix = `${prefix}-traderx`
  }

  nameOf(space: string): string {
    return space === '' ? this.#prefix : `${this.#prefix}-${space}`
  }

  space(space: string): string {
    return found(this.#spaces.get(space), space)
  }

  unit(space: string, slug: string): Made {
    return found(this.#units.get(`${space}/${slug}`), `${space}/${slug}`)
  }

  async createSpace(space: string): Promise<void> {
    this.#spaces.set(space, await addSpace(this.#hub, this.nameOf(space)))
  }

  async createUnit(space: string, slug: string, text: string): Promise<void> {
    this.#units.set(`${space}/${slug}`, await addUnit(this.#hub, this.space(space), slug, text))
  }

  /** `cub unit create --upstream-space … --upstream-unit …` */
  async clone(space: string, slug: string, from: string, of = slug): Promise<void> {
    const SpaceID = this.space(space)
    const { UnitID: upstream_unit_id } = this.unit(from, of)
    const query = { upstream_space_id: this.space(from), upstream_unit_id }
    const answer = await call(this.#hub, 'POST', `/space/${SpaceID}/unit`, { query, body: { Slug: slug } })
    const { UnitID } = CloneShape.parse(answer.json).Unit
    this.#units.set(`${space}/${slug}`, { SpaceID, UnitID, path: `/space/${SpaceID}/unit/${UnitID}` })
  }

  /** `cub link create NAME FROM TO [TO-SPACE]`, which names no UpdateType. */
  async link(space: string, Slug: string, from: string, to: string, toSpace = space): Promise<string> {
    return entity(this.#hub, this.space(space), 'link', {
      Slug,
      FromUnitID: this.unit(space, from).UnitID,
      ToUnitID: this.unit(toSpace, to).UnitID,
      ToSpaceID: this.space(toSpace),
    })
  }

  /** `cub run FUNCTION --unit … --space …` */
  async run(
    space: string,
    slug: string,
    name: string,
    values: Record<string, string | number>,
    query: Record<string, string> = {},
  ): Promise<void> {
    const where = `Slug = '${slug}' AND SpaceID = '${this.space(space)}'`
    const body = invocation(name, values)
    const answer = await call(this.#hub, 'POST', '/function/invoke', { query: { where, ...query }, body })
    expect([name, answer.status, answer.text]).toEqual([name, 200, expect.not.stringContaining('"Error"')])
  }

  async patch(where: string, query: Record<string, string | number | boolean>, body: unknown = null) {
    const answer = await call(this.#hub, 'PATCH', '/unit', { query: { where, ...query }, body })
    expect([answer.status, answer.text]).toEqual([200, expect.not.stringContaining('"Error"')])
    return z.array(MergedUnitShape).parse(answer.json)
  }

  text(space: string, slug: string): Promise<string> {
    return document(this.#hub, this.unit(space, slug))
  }

  /** The document, once a Link has filled it in. */
  async filled(space: string, slug: string): Promise<string> {
    await expect
      .poll(() => this.text(space, slug), { message: `${space}/${slug}` })
      .not.toContain(placeholder)
    return await this.text(space, slug)
  }

  async replicas(): Promise<Record<Region, number>> {
    const of = async (region: Region) =>
      Number(/replicas: (\d+)/.exec(await this.text(`prod-${region}`, 'trade-service'))?.[1])
    return { us: await of('us'), eu: await of('eu'), asia: await of('asia') }
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} was not made`)
  return value
}

/** Each stage begins with what the one before it left, as in the tutorial. */
describe.each(inject('writingHubs'))('the stages of MicroTraderX on $database', (hub) => {
  const tour = new Tutorial(hub, 'brave-wren')
  const prod = (region: Region) => `prod-${region}` as const
  const everywhere = () =>
    `Slug = 'trade-service' AND SpaceID IN (${names.map((name) => `'${tour.space(prod(name))}'`).join(', ')})`

  it('1: a Unit has a worker, a Target and its document', async () => {
    await tour.createSpace('')
    const space = tour.space('')
    await tour.createUnit('', 'reference-data', referenceData)
    const unit = tour.unit('', 'reference-data')
    const worker = await call(hub, 'POST', `/space/${space}/bridge_worker`, { body: { Slug: 'worker' } })
    expect(worker.status).toBe(200)
    const TargetID = await entity(hub, space, 'target', { Slug: 'k8s-worker' })
    expect((await call(hub, 'PATCH', unit.path, { body: { TargetID } })).status).toBe(200)

    expect(await read(hub, unit)).toMatchObject({ TargetID, HeadRevisionNum: 2 })
    expect(await tour.text('', 'reference-data')).toBe(referenceData)
  })

  it('2: three environments are clones, each with a Link to its upstream', async () => {
    for (const environment of ['dev', 'staging', 'prod']) {
      await tour.createSpace(environment)
      await tour.clone(environment, 'reference-data', '')
    }

    const upstream = tour.unit('', 'reference-data').UnitID
    const where = `UpdateType = 'UpgradeUnit' AND ToUnitID = '${upstream}'`
    const links = (await get(hub, '/link', { where, include: 'FromUnitID,SpaceID' })).json
    const Clone = z.looseObject({ Space: z.looseObject({ Slug: z.string() }) })
    expect(
      z
        .array(Clone)
        .parse(links)
        .map(({ Space }) => Space.Slug)
        .toSorted(),
    ).toEqual(['dev', 'prod', 'staging'].map((name) => tour.nameOf(name)))
    expect(await tour.text('staging', 'reference-data')).toBe(referenceData)
  })

  it('3: Links put the namespace of each region where the placeholder was, and the regions have 3, 5 and 2 replicas', async () => {
    await tour.createSpace('base')
    await tour.createUnit('base', 'reference-data', referenceData)
    await tour.createUnit('base', 'trade-service', tradeService())
    await tour.createSpace('infra')
    await tour.createUnit('infra', 'ns-base', namespace)
    for (const region of names) {
      const space = prod(region)
      await tour.createSpace(space)
      await tour.clone(space, 'reference-data', 'base')
      await tour.clone(space, 'trade-service', 'base')
      await tour.clone('infra', `ns-${region}`, 'infra', 'ns-base')
      await tour.run('infra', `ns-${region}`, 'set-string-path', {
        'resource-type': 'v1/Namespace',
        path: 'metadata.name',
        'attribute-value': tour.nameOf(space),
      })
      await tour.link(space, 'app-to-ns-ref', 'reference-data', `ns-${region}`, 'infra')
      await tour.link(space, 'app-to-ns-trade', 'trade-service', `ns-${region}`, 'infra')
      await tour.link(space, 'trade-to-ref', 'trade-service', 'reference-data')
    }
    for (const region of names)
      await tour.run(prod(region), 'trade-service', 'set-replicas', { replicas: regions[region] })

    for (const region of names) {
      const expected = tradeService()
        .replaceAll(placeholder, tour.nameOf(prod(region)))
        .replace('replicas: 3', `replicas: ${regions[region]}`)
      expect(await tour.filled(prod(region), 'trade-service')).toBe(expected)
      expect(await tour.text(prod(region), 'reference-data')).toBe(referenceData)
    }
    expect(await tour.text('base', 'trade-service')).toContain(placeholder)
    expect(await tour.text('infra', 'ns-base')).toContain(placeholder)
  })

  it('4: an upgrade from the base brings the new algorithm, and keeps replicas and namespaces', async () => {
    await putDocument(hub, tour.unit('base', 'trade-service'), tradeService('v2'))
    const waiting = `${everywhere()} AND UpstreamRevisionNum < UpstreamUnit.HeadRevisionNum`
    expect(await tour.patch(waiting, { upgrade: true, dry_run: true })).toHaveLength(3)

    expect(await tour.patch(waiting, { upgrade: true })).toHaveLength(3)

    expect(await tour.replicas()).toEqual(regions)
    for (const region of names) {
      const text = await tour.text(prod(region), 'trade-service')
      expect(text).toContain('value: "v2"')
      expect(text).toContain(`namespace: ${tour.nameOf(prod(region))} #`)
      expect(text).not.toContain(placeholder)
    }
    expect((await get(hub, '/unit', { where: waiting })).json).toEqual([])
  })

  it('5: a query finds the large ones, which are scaled down after the close and up again', async () => {
    const large = async () => {
      const query = { where: everywhere(), where_data: 'spec.replicas > 3', include: 'SpaceID' }
      const Item = z.looseObject({ Space: z.looseObject({ Slug: z.string() }) })
      return z
        .array(Item)
        .parse((await get(hub, '/unit', query)).json)
        .map(({ Space }) => Space.Slug)
    }
    expect(await large()).toEqual([tour.nameOf('prod-eu')])

    await tour.run('prod-eu', 'trade-service', 'set-replicas', { replicas: 2 })
    expect(await large()).toEqual([])
    await tour.run('prod-eu', 'trade-service', 'set-replicas', { replicas: 5 })
    expect(await tour.replicas()).toEqual(regions)
  })

  it('6: a ChangeSet changes both images, and undoes both', async () => {
    const slugs = ['reference-data', 'trade-service']
    const texts = () => Promise.all(slugs.map((slug) => tour.text('prod-us', slug)))
    const before = await texts()
    const space = tour.space('prod-us')
    const ChangeSetID = await entity(hub, space, 'change_set', { Slug: 'market-data-v2' })
    await tour.patch(`SpaceID = '${space}'`, {}, { ChangeSetID })
    for (const slug of slugs)
      await tour.run(
        'prod-us',
        slug,
        'set-image-reference',
        { 'container-name': slug, 'image-reference': ':v2' },
        { change_set_id: ChangeSetID },
      )
    expect(await texts()).toEqual(before.map((text) => text.replace(':latest', ':v2')))

    const inSet = `ChangeSetID = '${ChangeSetID}'`
    const undo = { restore: `Before:ChangeSet:${ChangeSetID}`, change_set_id: ChangeSetID }
    expect(await tour.patch(inSet, undo)).toHaveLength(2)
    expect(await texts()).toEqual(before)
    await tour.patch(inSet, {}, { ChangeSetID: null })
  })

  it('7: an emergency fix goes from Europe to Asia and then to the US, which keep their replicas', async () => {
    await tour.run('prod-eu', 'trade-service', 'set-env-var', {
      'container-name': 'trade-service',
      'env-var': 'CIRCUIT_BREAKER',
      'env-value': 'true',
    })
    const europe = tour.unit('prod-eu', 'trade-service')
    const { HeadRevisionNum: fix = 0 } = await settled(hub, europe)
    const [newest] = await revisions(hub, europe)
    expect([newest?.Revision.Source, newest?.User?.Username]).toEqual(['Invoke', expect.any(String)])

    for (const region of ['asia', 'us'] as const) {
      const { path } = tour.unit(prod(region), 'trade-service')
      const query = { merge_source: europe.UnitID, merge_base: fix - 1, merge_end: fix }
      const answer = await call(hub, 'PATCH', path, { query, body: null })
      expect([region, answer.status]).toEqual([region, 200])
      const text = await tour.text(prod(region), 'trade-service')
      expect(text).toMatch(/name: CIRCUIT_BREAKER\n +value: "true"/)
      expect(text).toContain(`namespace: ${tour.nameOf(prod(region))} #`)
    }
    expect(await tour.replicas()).toEqual(regions)
    expect(await tour.text('base', 'trade-service')).toContain(
      'CIRCUIT_BREAKER\n              value: "false"',
    )
  })
})
