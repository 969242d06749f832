import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { BrowserHub, ConfigHub } from '#lib/confighub/client.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { type ValueColumn, ValuesResponse } from '#lib/confighub/values.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { findRule, type ProxyRule, proxyRules } from '#lib/server/access/proxy-rules.ts'
import { answerValues } from '#lib/server/reads/values.ts'

let hub: RunningHub
let client: ConfigHub
let unit: ExtendedUnit['Unit']
let spaceSlug = ''
/** Calls since the last check, by the names of their rules. */
let asked: { readonly call: string; readonly rule: ProxyRule | undefined }[] = []
const used = new Set<ProxyRule>()

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    // The proxy's list, in front of the real hub.
    send: (request) => {
      const path = new URL(request.url).pathname.slice(new URL(hub.url).pathname.length)
      const rule = findRule(request.method, path)
      asked.push({ call: `${request.method} ${path}`, rule })
      if (rule) used.add(rule)
      return fetch(request)
    },
  })
  const where = "Slug = 'trade-service' AND Space.Slug LIKE '%-prod-eu'"
  const [found] = (await client.unitPage({ where, limit: 1 })).items
  if (found === undefined) throw new Error('the fleet has no trade-service in prod-eu')
  unit = found.Unit
  spaceSlug = found.Unit.SpaceSlug ?? ''
})

afterAll(() => hub.stop())

const shortPage = { limit: 5, include: 'UserID,Tags' }
const ofUnit = () => [unit.SpaceID, unit.UnitID] as const

/** Every call of the browser's client: a new one does not compile before it has a row here. */
const fromBrowser: Readonly<Record<keyof BrowserHub, () => Promise<unknown>>> = {
  info: () => client.info(),
  me: () => client.me(),
  organization: () => client.me().then(({ OrganizationID }) => client.organization(OrganizationID)),
  users: () => client.users(),
  functions: () => client.functions(),
  spaces: () => client.spaces({ select: 'Slug,DisplayName,Labels', order_by: 'Slug' }),
  space: () => client.space(unit.SpaceID),
  unitPage: () =>
    client.unitPage({ limit: 2, order_by: 'DESC:UpdatedAt', include: 'SpaceID,HeadRevisionNum' }),
  allUnits: () => client.allUnits({ where: "Slug = 'trade-service'", select: 'Slug' }),
  unitsById: () => client.unitsById([unit.UnitID], {}),
  unit: () => client.unit(...ofUnit()),
  unitBySlug: () => client.unitBySlug(spaceSlug, 'trade-service'),
  unitData: () => client.unitData(...ofUnit()),
  unitDataById: () => client.unitDataById([unit.UnitID]),
  unitRevisionPage: () => client.unitRevisionPage(...ofUnit(), shortPage),
  revisionPage: () =>
    client.revisionPage({ limit: 5, include: 'UserID,UnitID,SpaceID,Tags', order_by: 'DESC:CreatedAt' }),
  newestRevisions: () => client.newestRevisions([unit.UnitID], {}),
  allRevisions: () => client.allRevisions({ where: `UnitID = '${unit.UnitID}'` }),
  revisionData: async () => client.revisionData(...ofUnit(), await newestRevision()),
  revisionDataById: async () => client.revisionDataById([await newestRevision()]),
  tagPage: () => client.tagPage({ where: "Labels.hubdeck.dev/kind = 'change'", order_by: 'DESC:CreatedAt' }),
  allTargets: () => client.allTargets({ select: 'Slug,SpaceID,SpaceSlug', order_by: 'Slug' }),
  allFilters: () => client.allFilters({ where: "From = 'Unit'", include: 'SpaceID' }),
  allViews: () => client.allViews({ where: "Of = 'Unit'", include: 'SpaceID,FilterID' }),
  tag: async () => client.tag(unit.SpaceID, await newTag()),
}

/** Calls of our own server only; the proxy refuses them. */
const fromServer: Readonly<Record<Exclude<keyof ConfigHub, keyof BrowserHub>, () => Promise<unknown>>> = {
  dryRunUnitPatch: async () => [await client.dryRunUnitPatch(...ofUnit())],
  putUnitData: async () => {
    const { data, dataHash } = await client.unitData(...ofUnit())
    asked = []
    return client.putUnitData(...ofUnit(), data, { ifMatch: dataHash, lastChangeDescription: 'as it was' })
  },
  patchUnit: async () => {
    const { Unit } = await client.unit(...ofUnit())
    asked = []
    return client.patchUnit(...ofUnit(), { Labels: { Tier: 'critical' }, Version: Unit.Version ?? 0 })
  },
  invoke: () =>
    client.invoke(
      { FunctionInvocations: [{ FunctionName: 'get-replicas', Arguments: [] }] },
      { where: `UnitID = '${unit.UnitID}'`, dry_run: true },
    ),
  dryRunWrites: () => client.dryRunWrites([unit.UnitID]),
  allAttestations: () => client.allAttestations("Type = 'Approval'"),
  serviceAccountUserIds: () => client.serviceAccountUserIds(),
  attest: () => client.attest(newAttestation()),
  revokeAttestation: async () => {
    await client.attest(newAttestation())
    const [made] = await client.allAttestations("Type = 'Approval'")
    asked = []
    const RevokedAttestationID = made?.AttestationID ?? ''
    return [await client.revokeAttestation(unit.SpaceID, { RevokedAttestationID, Note: '' })]
  },
  createTag: () => client.createTag(unit.SpaceID, { Slug: 'made-here' }),
  createFilter: () => client.createFilter(unit.SpaceID, newFilter()),
  patchFilter: async () => {
    const { FilterID } = await client.createFilter(unit.SpaceID, newFilter())
    asked = []
    return client.patchFilter(unit.SpaceID, FilterID, { Where: '', Version: 1 })
  },
  deleteFilter: async () => {
    const { FilterID } = await client.createFilter(unit.SpaceID, newFilter())
    asked = []
    return [await client.deleteFilter(unit.SpaceID, FilterID)]
  },
  createView: () => client.createView(unit.SpaceID, newView()),
  patchView: async () => {
    const { ViewID } = await client.createView(unit.SpaceID, newView())
    asked = []
    return client.patchView(unit.SpaceID, ViewID, { FilterID: null, Version: 1 })
  },
  deleteView: async () => {
    const { ViewID } = await client.createView(unit.SpaceID, newView())
    asked = []
    return [await client.deleteView(unit.SpaceID, ViewID)]
  },
  patchTag: async () => {
    const tag = await newTag()
    asked = []
    return client.patchTag(unit.SpaceID, tag, { Annotations: { why: 'test' } })
  },
}

const newAttestation = () => ({
  WhereSpace: `SpaceID = '${unit.SpaceID}'`,
  WhereUnit: `UnitID = '${unit.UnitID}'`,
  Type: 'Approval' as const,
  Result: 'Pass' as const,
  Note: '',
  Claims: {},
})

const newFilter = () => ({
  Slug: `filter-${crypto.randomUUID()}`,
  DisplayName: 'Trade',
  From: 'Unit' as const,
  Where: "Slug = 'trade-service'",
  WhereData: 'spec.replicas > 2',
  ResourceType: 'apps/v1/Deployment',
})

const newView = () => ({
  Slug: `view-${crypto.randomUUID()}`,
  DisplayName: 'By region',
  Of: 'Unit' as const,
  Columns: [],
  GroupBy: '',
  OrderBy: '',
  OrderByDirection: 'ASC' as const,
  Annotations: {},
})

async function newestRevision(): Promise<string> {
  const { items } = await client.unitRevisionPage(...ofUnit(), { limit: 1 })
  return items[0]?.Revision.RevisionID ?? ''
}

async function newTag(): Promise<string> {
  const { TagID } = await client.createTag(unit.SpaceID, { Slug: `tag-${crypto.randomUUID()}` })
  asked = []
  return TagID
}

it.each(Object.entries(fromBrowser))(
  '%s is let through by the proxy and served by the hub',
  async (_, call) => {
    asked = []
    await expect(call()).resolves.toBeDefined()
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.flatMap((each) => (each.rule ? [] : [each.call]))).toEqual([])
  },
)

it.each(Object.entries(fromServer))('%s is served by the hub, and kept from browsers', async (_, call) => {
  asked = []
  await expect(call()).resolves.toBeDefined()
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.flatMap((each) => (each.rule ? [each.call] : []))).toEqual([])
})

it('the proxy allows nothing that no call needs', () => {
  expect(proxyRules.filter((rule) => !used.has(rule)).map(({ path }) => path)).toEqual([])
})

it('revisions are read by id, one by one and together, with the same bytes', async () => {
  const { items } = await client.unitRevisionPage(unit.SpaceID, unit.UnitID, { limit: 3 })
  const ids = items.map(({ Revision }) => Revision.RevisionID)

  const together = await client.revisionDataById(ids)
  for (const id of ids) {
    const alone = await client.revisionData(unit.SpaceID, unit.UnitID, id)
    expect(together.find(({ RevisionID }) => RevisionID === id)?.Data ?? '').toBe(alone.data)
  }
})

it('a bad query says what is wrong with it', async () => {
  await expect(client.unitPage({ where: "Slugg = 'x'" })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Slugg'),
    requestId: expect.any(String),
  })
})

async function askValues(columns: readonly ValueColumn[]) {
  const gone = '9f3a1c00-0000-4000-bfff-000000000001'
  const body = JSON.stringify({ unitIds: [unit.UnitID, gone], columns })
  const session = { token: '', UserID: '', OrganizationID: '', DisplayName: '' }
  const context: RouteContext = { hub: client, requestId: 'req-1', session }
  const request = new Request('http://deck.test/api/values', { method: 'POST', body })
  return ValuesResponse.parse(await (await answerValues(request, context)).json())
}

it('values of the grid come from the documents, and only those of units the person sees', async () => {
  const columns = [
    { resourceType: 'apps/v1/Deployment', path: 'spec.replicas' },
    { resourceType: 'apps/v1/Deployment', path: 'spec.template.spec.containers.*.image' },
    { resourceType: 'batch/v1/Job', path: 'spec.parallelism' },
  ]

  const first = await askValues(columns)

  expect(first).toEqual({
    units: {
      [unit.UnitID]: {
        DataHash: unit.DataHash,
        cells: [[{ value: 5 }], [{ value: expect.stringContaining('traderx/trade-service') }], []],
      },
    },
  })
  expect(await askValues(columns)).toEqual(first)
})
