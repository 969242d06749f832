import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let base: string
let prod: string

beforeAll(async () => {
  hub = await testHub()
  base = await addSpace(hub, 'base')
  prod = await addSpace(hub, 'prod')
})
afterAll(() => hub.store.close())

const resource = { ResourceType: 'apps/v1/Deployment', ResourceName: '/trade' }
const at = (replicas: number, image = 'v1') => deployment('trade', replicas).replace(':v1', `:${image}`)
let count = 0

type Written = {
  Unit: Record<string, unknown>
  Conflicts?: { Reason: string; Path: string }[]
  ConfigData?: string
}

async function put(unit: NewUnit, text: string, query = ''): Promise<void> {
  await hub.must('PUT', `${unit.path}/data?last_change_description=edit${query}`, { body: text })
}

async function textOf(unit: NewUnit): Promise<unknown> {
  return (await hub.call('GET', `${unit.path}/data`)).json
}

/** An upstream Unit and its clone, both with the same document. */
async function pair(): Promise<{ upstream: NewUnit; clone: NewUnit }> {
  count += 1
  const upstream = await addUnit(hub, base, `up-${count}`, at(2))
  const clone = await addUnit(hub, prod, `down-${count}`, at(2))
  await hub.store.db
    .updateTable('Unit')
    .set({ UpstreamUnitID: upstream.UnitID, UpstreamSpaceID: base, UpstreamRevisionNum: 2 })
    .where('UnitID', '=', clone.UnitID)
    .execute()
  return { upstream, clone }
}

const protect = (unit: NewUnit, path: string, wanted = true) =>
  hub.must<{ MutationSources: unknown[] }>('POST', `${unit.path}/protection`, {
    body: { ResourceProtection: [{ Resource: resource, Protected: { [path]: wanted } }] },
  })

const upgrade = (unit: NewUnit, query = '', body: unknown = null) =>
  hub.must<Written>('PATCH', `${unit.path}?upgrade=true${query}`, { body })

describe('upgrade', () => {
  it('replays each upstream revision as one of its own, with its description', async () => {
    const { upstream, clone } = await pair()
    await put(upstream, at(3))
    await put(upstream, at(3, 'v2'))

    const { Unit } = await upgrade(clone)

    expect(Unit).toMatchObject({ HeadRevisionNum: 4, UpstreamRevisionNum: 4 })
    expect(await textOf(clone)).toBe(at(3, 'v2'))
    const revisions = await hub.must<{ Revision: Record<string, unknown> }[]>(
      'GET',
      `${clone.path}/revision?order_by=RevisionNum`,
    )
    expect(revisions.slice(2).map(({ Revision: { Source, Description } }) => [Source, Description])).toEqual([
      ['UpgradeUnit', 'edit'],
      ['UpgradeUnit', 'edit'],
    ])
  })

  it('squash makes one revision; nothing new makes none', async () => {
    const { upstream, clone } = await pair()
    await put(upstream, at(3))
    await put(upstream, at(3, 'v2'))

    expect((await upgrade(clone, '&squash=true', { LastChangeDescription: 'one' })).Unit).toMatchObject({
      HeadRevisionNum: 3,
      LastChangeDescription: 'one',
    })
    expect((await upgrade(clone)).Unit.HeadRevisionNum).toBe(3)
  })

  it('merge_end stops at that revision', async () => {
    const { upstream, clone } = await pair()
    await put(upstream, at(3))
    await put(upstream, at(4))

    expect((await upgrade(clone, '&merge_end=3')).Unit).toMatchObject({ UpstreamRevisionNum: 3 })
    expect(await textOf(clone)).toBe(at(3))
  })

  it('keeps protected paths and reports what it withheld', async () => {
    const { upstream, clone } = await pair()
    await put(clone, at(9))
    await protect(clone, 'spec.replicas')
    await put(upstream, at(3, 'v2'))

    const { Unit, Conflicts } = await upgrade(clone)

    expect(await textOf(clone)).toBe(at(9, 'v2'))
    expect(Conflicts).toMatchObject([
      { Reason: 'ProtectedPath', Path: 'spec.replicas', Source: { Value: '3' } },
    ])
    expect(Unit.Conflicts).toEqual(Conflicts)
    const found = await hub.must<unknown[]>('GET', "/unit?where=Conflicts.*.Reason%20%3D%20'ProtectedPath'")
    expect(JSON.stringify(found)).toContain(clone.UnitID)
  })

  it('runs a recorded function again, and protection still holds', async () => {
    const { upstream, clone } = await pair()
    await put(clone, at(9, 'local'))
    await protect(clone, 'spec.template.spec.containers.?name=main.image')
    const where = encodeURIComponent(`UnitID = '${upstream.UnitID}'`)
    await hub.must('POST', `/function/invoke?where=${where}`, {
      body: {
        ToolchainType: 'Kubernetes/YAML',
        ChangeDescription: 'scale',
        FunctionInvocations: [{ FunctionName: 'set-replicas', Arguments: [{ Value: 5 }] }],
      },
    })
    await hub.must('POST', `/function/invoke?where=${where}`, {
      body: {
        ToolchainType: 'Kubernetes/YAML',
        FunctionInvocations: [
          { FunctionName: 'set-container-image-reference', Arguments: [{ Value: '*' }, { Value: ':v7' }] },
        ],
      },
    })

    const { Conflicts } = await upgrade(clone)

    expect(await textOf(clone)).toBe(at(5, 'local'))
    expect(Conflicts).toMatchObject([{ Reason: 'ProtectedPath' }])
    const mutations = await hub.must<{ Mutation: Record<string, unknown> }[]>(
      'GET',
      `${clone.path}/mutation?where=${encodeURIComponent("ReplayOutcome = 'Replayed'")}`,
    )
    expect(mutations[0]?.Mutation).toMatchObject({
      FunctionInvocation: { FunctionName: 'set-replicas' },
      MergeSourceID: upstream.UnitID,
      UpgradedFromUpstreamRevisionNum: 3,
    })
  })

  it('overwrites local changes, or keeps them with merge_enable_subtraction', async () => {
    const { upstream, clone } = await pair()
    await put(clone, at(9))
    await put(upstream, at(3))

    const { Conflicts } = await upgrade(clone, '&merge_enable_subtraction=true&dry_run=true')
    expect(Conflicts).toMatchObject([{ Reason: 'Subtracted', Path: 'spec.replicas' }])
    expect(await textOf(clone)).toBe(at(9))
    await upgrade(clone)
    expect(await textOf(clone)).toBe(at(3))
  })

  it('as a dry run returns the data and stores nothing', async () => {
    const { upstream, clone } = await pair()
    await put(upstream, at(3))
    const before = await hub.must('GET', clone.path)

    const answer = await upgrade(clone, '&dry_run=true&include=ConfigData,Diff')

    expect(answer.ConfigData).toBe(at(3))
    expect(await hub.must('GET', clone.path)).toEqual(before)
  })

  it('is refused without an upstream', async () => {
    const lone = await addUnit(hub, prod, 'lone', at(2))
    expect((await hub.call('PATCH', `${lone.path}?upgrade=true`, { body: null })).status).toBe(422)
  })
})

describe('conflicts', () => {
  const withheld = async () => {
    const { upstream, clone } = await pair()
    await protect(clone, 'spec.replicas')
    await protect(clone, 'spec.template.spec.containers.?name=main.image')
    await put(upstream, at(3, 'v2'))
    await upgrade(clone)
    return clone
  }

  it('are applied one by one, dismissed, and gone', async () => {
    const clone = await withheld()
    const settle = (body: unknown) =>
      hub.must<Record<string, unknown>>('POST', `${clone.path}/conflicts`, { body })

    expect(
      await settle({ Action: 'Apply', Select: [{ Path: 'spec.replicas' }], DryRun: true }),
    ).toMatchObject({
      Applied: 1,
    })
    expect(await textOf(clone)).toBe(at(2))
    expect(await settle({ Action: 'Apply', Select: [{ Path: 'spec.replicas' }] })).toMatchObject({
      Applied: 1,
      Dismissed: 0,
      Conflicts: [{ Path: 'spec.template.spec.containers.?name=main.image' }],
    })
    expect(await textOf(clone)).toBe(at(3))
    expect(await settle({ Action: 'Dismiss' })).toMatchObject({ Applied: 0, Dismissed: 1 })
    expect(await hub.must<Written>('GET', clone.path)).not.toHaveProperty('Unit.Conflicts')
  })

  it('are cleared by the next merge without conflicts', async () => {
    const clone = await withheld()
    await upgrade(clone)
    expect(await hub.must<Written>('GET', clone.path)).not.toHaveProperty('Unit.Conflicts')
  })
})

describe('mutation sources', () => {
  type Sources = {
    MutationSources: {
      PathMutationMap: Record<string, { Index: number; Protected?: boolean }>
      ResourceMutationInfo: { Index: number }
    }[]
  }
  const sourcesOf = (unit: NewUnit) => hub.must<Sources>('GET', `${unit.path}/mutation_sources`)

  it('name the mutation that last set a path', async () => {
    const unit = await addUnit(hub, prod, 'sources', at(2))
    await put(unit, at(3))
    await put(unit, at(3, 'v2'))
    await put(unit, at(4, 'v2'))

    const [own] = (await sourcesOf(unit)).MutationSources

    expect(own?.ResourceMutationInfo.Index).toBe(2)
    expect(own?.PathMutationMap).toMatchObject({
      'spec.replicas': { Index: 5, Value: '4' },
      'spec.template.spec.containers.?name=main.image': { Index: 4 },
    })
  })

  it('distinguish several functions of one call', async () => {
    const unit = await addUnit(hub, prod, 'functions', at(2))
    await hub.must('POST', `/function/invoke?where=${encodeURIComponent(`UnitID = '${unit.UnitID}'`)}`, {
      body: {
        ToolchainType: 'Kubernetes/YAML',
        FunctionInvocations: [
          { FunctionName: 'set-replicas', Arguments: [{ Value: 7 }] },
          { FunctionName: 'set-container-image-reference', Arguments: [{ Value: '*' }, { Value: ':v7' }] },
        ],
      },
    })

    const [own] = (await sourcesOf(unit)).MutationSources

    expect(own?.PathMutationMap).toMatchObject({
      'spec.replicas': { Index: 3 },
      'spec.template.spec.containers.?name=main.image': { Index: 4 },
    })
  })

  it('protection is set by protect=true, by its own operation, and taken away', async () => {
    const unit = await addUnit(hub, prod, 'protection', at(2))
    await put(unit, at(3), '&protect=true')
    expect((await sourcesOf(unit)).MutationSources[0]?.PathMutationMap).toMatchObject({
      'spec.replicas': { Protected: true },
    })
    const head = async () => (await hub.must<Written>('GET', unit.path)).Unit.HeadRevisionNum
    const before = Number(await head())
    await protect(unit, 'spec.replicas')
    expect(await head()).toBe(before)
    await protect(unit, 'spec.replicas', false)
    expect(await head()).toBe(before + 1)
    expect((await sourcesOf(unit)).MutationSources[0]?.PathMutationMap['spec.replicas']).not.toHaveProperty(
      'Protected',
    )
  })
})

describe('data with a base', () => {
  it('merge_base applies only what the new data changed', async () => {
    const unit = await addUnit(hub, prod, 'merge-base', at(2))
    await put(unit, at(9))

    await put(unit, at(2, 'v2'), '&merge_base=2')

    expect(await textOf(unit)).toBe(at(9, 'v2'))
  })

  it('merge_external_source keeps local changes between deliveries', async () => {
    const unit = await addUnit(hub, prod, 'external', at(2))
    await put(unit, at(2), '&merge_external_source=helm')
    await put(unit, at(9))

    await put(unit, at(2, 'v2'), '&merge_external_source=helm')

    expect(await textOf(unit)).toBe(at(9, 'v2'))
    const head = await hub.must<{ Revision: { Source: string } }[]>(
      'GET',
      `${unit.path}/revision?order_by=DESC:RevisionNum&limit=1`,
    )
    expect(head[0]?.Revision.Source).toBe('MergeExternal')
  })

  it('merge_source=Self repeats earlier changes', async () => {
    const unit = await addUnit(hub, prod, 'self', at(2))
    await put(unit, at(2, 'v2'))
    await hub.must('PATCH', `${unit.path}?restore=2`, { body: null })
    await put(unit, at(5))

    await hub.must('PATCH', `${unit.path}?merge_source=Self&merge_base=2&merge_end=3`, { body: null })

    expect(await textOf(unit)).toBe(at(5, 'v2'))
  })
})

describe('ChangeSets', () => {
  it('open with a revision and a start Tag, lock the data, and close with an end Tag', async () => {
    const set = await hub.must<{ ChangeSetID: string; StartTagID: string; EndTagID: string; State: string }>(
      'POST',
      `/space/${prod}/change_set`,
      { body: { Slug: 'scale', Description: 'why' } },
    )
    expect(set.State).toBe('Open')
    const unit = await addUnit(hub, prod, 'in-set', at(2))
    const id = set.ChangeSetID
    const opened = await hub.must<Written>('PATCH', unit.path, {
      body: { ChangeSetID: id, LastChangeDescription: 'open' },
    })
    expect(opened.Unit).toMatchObject({ ChangeSetID: id, HeadRevisionNum: 3 })
    expect((await hub.call('PUT', `${unit.path}/data`, { body: at(3) })).status).toBe(409)
    await put(unit, at(3), `&change_set_id=${id}`)
    const revisions = await hub.must<{ Revision: { RevisionNum: number; Tags?: object } }[]>(
      'GET',
      `/revision?distinct_on=Off&limit=10&order_by=RevisionNum&where=${encodeURIComponent(`ChangeSetID = '${id}'`)}`,
    )
    expect(revisions.map(({ Revision }) => Revision.RevisionNum)).toEqual([3, 4])
    expect(Object.keys(revisions[0]?.Revision.Tags ?? {})).toEqual([set.StartTagID])

    const preview = await hub.must<Written>(
      'PATCH',
      `${unit.path}?restore=Before:ChangeSet:${id}&dry_run=true&include=ConfigData`,
      { body: null },
    )
    expect(preview.ConfigData).toBe(at(2))
    await hub.must('PATCH', unit.path, { body: { ChangeSetID: null } })
    const closed = await hub.must<{ ChangeSet: { State: string } }>('GET', `/space/${prod}/change_set/${id}`)
    expect(closed.ChangeSet.State).toBe('Closed')
    expect((await hub.call('PATCH', unit.path, { body: { ChangeSetID: id } })).status).toBe(409)
  })
})
