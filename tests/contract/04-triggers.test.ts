import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import {
  ExtendedMutationShape,
  ExtendedSpaceShape,
  ExtendedUnitShape,
  SpaceShape,
} from '#tests/contract/shapes/answers.ts'
import {
  addInvocation,
  addSpace,
  addTrigger,
  addUnit,
  awaiting,
  deployment,
  type Made,
  moreThanOneReplica,
  read,
  results,
  setter,
  settled,
} from '#tests/contract/triggers.ts'
import { document, putDocument, revisions, written } from '#tests/contract/units.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

async function mutations(hub: HubAddress, { path }: Made, RevisionNum: number) {
  const query = { where: `RevisionNum = ${RevisionNum}`, include: 'TriggerID,InvocationID' }
  return z.array(ExtendedMutationShape).parse((await get(hub, `${path}/mutation`, query)).json)
}

describe.each(inject('writingHubs'))('gates on $database (contract 4.3)', (hub) => {
  it('are pending after a change, then say what failed, and open once it is fixed', async () => {
    const space = await addSpace(hub, 'gates-life')
    const { TriggerID } = await addTrigger(hub, space, 'two', moreThanOneReplica)
    const unit = await addUnit(hub, space, 'app', deployment('app', 3))
    const key = 'gates-life/two/vet-cel'
    expect((await settled(hub, unit)).ValidationErrors).toBeUndefined()

    const answer = written(await putDocument(hub, unit, deployment('app', 1))).Unit
    expect(answer.ValidationErrors).toEqual({ [awaiting]: true })
    const failing = await settled(hub, unit)
    expect(failing.ValidationErrors).toEqual({ [key]: true })
    expect(failing.ValidationTriggerIDs).toEqual({ [key]: TriggerID })
    expect(results(failing, key)).toMatchObject([{ Passed: false, FunctionName: 'vet-cel', Index: 0 }])
    const [newest] = await revisions(hub, unit)
    expect(newest?.Revision).toMatchObject({
      ValidationErrors: { [key]: true },
      ValidationTriggerIDs: { [key]: TriggerID },
    })
    expect(newest?.Revision.ValidationPassed).toBeUndefined()

    await putDocument(hub, unit, deployment('app', 2))
    const mended = await settled(hub, unit)
    expect(mended.ValidationErrors).toBeUndefined()
    expect(results(mended, key)).toMatchObject([{ Passed: true }])
    const all = await revisions(hub, unit)
    expect(all.map(({ Revision }) => Revision.ValidationPassed)).toEqual([
      { [key]: true },
      undefined,
      { [key]: true },
      undefined,
    ])
  })

  it('are found by where', async () => {
    const space = await addSpace(hub, 'gates-where')
    await addTrigger(hub, space, 'two', moreThanOneReplica)
    const one = await addUnit(hub, space, 'one', deployment('one', 1))
    const two = await addUnit(hub, space, 'two', deployment('two', 2))
    await Promise.all([settled(hub, one), settled(hub, two)])

    const slugs = async (where: string) => {
      const items = z
        .array(z.looseObject({ Unit: z.looseObject({ Slug: z.string() }) }))
        .parse((await get(hub, `/space/${space}/unit`, { where })).json)
      return items.map(({ Unit }) => Unit.Slug)
    }
    expect(await slugs("ValidationErrors ? 'gates-where/two/vet-cel'")).toEqual(['one'])
    expect(await slugs('LEN(ValidationErrors) = 0')).toEqual(['two'])
    const summary = await get(hub, `/space/${space}`, { summary: true })
    expect(ExtendedSpaceShape.parse(summary.json)).toMatchObject({ GatedUnitCount: 1 })
  })

  it('of a Trigger that warns are warnings, and nothing counts as passed', async () => {
    const space = await addSpace(hub, 'gates-warn')
    await addTrigger(hub, space, 'two', { ...moreThanOneReplica, Warn: true })
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))

    const warned = await settled(hub, unit)
    expect(warned.ValidationErrors).toBeUndefined()
    expect(warned.ValidationWarnings).toEqual({ 'gates-warn/two/vet-cel': true })
    expect((await revisions(hub, unit))[0]?.Revision.ValidationPassed).toBeUndefined()
  })

  it('do not disturb writers: a verdict changes neither Version nor data', async () => {
    const space = await addSpace(hub, 'gates-match')
    await addTrigger(hub, space, 'two', moreThanOneReplica)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const before = await read(hub, unit)
    const after = await settled(hub, unit)

    expect([after.Version, after.UpdatedAt, after.DataHash]).toEqual([
      before.Version,
      before.UpdatedAt,
      before.DataHash,
    ])
    const ifMatch = before.DataHash ?? ''
    expect((await putDocument(hub, unit, deployment('app', 4), { ifMatch })).status).toBe(200)
  })

  it('stay as they are on a dry run', async () => {
    const space = await addSpace(hub, 'gates-dry')
    await addTrigger(hub, space, 'two', moreThanOneReplica)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const before = await settled(hub, unit)

    const query = { dry_run: true }
    expect((await putDocument(hub, unit, deployment('app', 5), { query })).status).toBe(200)
    const body = { FunctionInvocations: [setter('set-replicas', 5)] }
    expect((await call(hub, 'POST', `/space/${space}/function/invoke`, { query, body })).status).toBe(200)
    expect((await call(hub, 'PATCH', unit.path, { query: { ...query, restore: '1' } })).status).toBe(200)
    expect(await read(hub, unit)).toEqual(before)
  })

  it('follow every way of writing data', async () => {
    const space = await addSpace(hub, 'gates-ways')
    await addTrigger(hub, space, 'two', moreThanOneReplica)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const gated = async () => (await settled(hub, unit)).ValidationErrors !== undefined
    expect(await gated()).toBe(true)

    const scale = (replicas: number) =>
      call(hub, 'POST', `/space/${space}/function/invoke`, {
        body: { FunctionInvocations: [setter('set-replicas', replicas)] },
      })
    expect((await scale(4)).status).toBe(200)
    expect(await gated()).toBe(false)
    expect((await call(hub, 'PATCH', unit.path, { query: { restore: '2' } })).status).toBe(200)
    expect(await gated()).toBe(true)
    const where = "Slug = 'app' AND Space.Slug = 'gates-ways'"
    expect((await call(hub, 'PATCH', '/unit', { query: { where, restore: '3' }, body: {} })).status).toBe(200)
    expect(await gated()).toBe(false)
  })

  it('show the verdict of the head itself, even with concurrent writers', async () => {
    const space = await addSpace(hub, 'gates-race')
    await addTrigger(hub, space, 'even', setter('vet-cel', 'r.spec.replicas % 2 == 0'))
    const unit = await addUnit(hub, space, 'app', deployment('app', 0))
    const write = async (writer: number) => {
      for (let turn = 1; turn <= 4; turn += 1)
        written(await putDocument(hub, unit, deployment('app', 16 * turn + writer)))
    }
    await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))

    const head = await settled(hub, unit)
    expect(head.HeadRevisionNum).toBe(2 + 64)
    const isEven = (text: string) => Number(/replicas: (\d+)/.exec(text)?.[1]) % 2 === 0
    const fails = !isEven(await document(hub, unit))
    expect(head.ValidationErrors).toEqual(fails ? { 'gates-race/even/vet-cel': true } : undefined)
    const all = await revisions(hub, unit)
    // Nothing stays pending, and no revision has the verdict of another.
    for (const { Revision } of all) {
      expect(Object.keys(Revision.ValidationErrors ?? {})).not.toContain(awaiting)
      if (Revision.ValidationResults === undefined) continue
      const text = await get(hub, `${unit.path}/revision/${Revision.RevisionID}/data`)
      expect([Revision.RevisionNum, Revision.ValidationPassed !== undefined]).toEqual([
        Revision.RevisionNum,
        isEven(text.text),
      ])
    }
  })
})

describe.each(inject('writingHubs'))('Triggers on $database (contract 4.8)', (hub) => {
  it('run when they are enabled, have the toolchain, and select the unit', async () => {
    const space = await addSpace(hub, 'chosen-units')
    const filter = z.object({ FilterID: z.uuid() }).parse(
      (
        await call(hub, 'POST', `/space/${space}/filter`, {
          body: { Slug: 'web', From: 'Unit', Where: "Labels.tier = 'web'" },
        })
      ).json,
    )
    await addTrigger(hub, space, 'off', { ...moreThanOneReplica, Disabled: true })
    await addTrigger(hub, space, 'api', { ...moreThanOneReplica, WhereUnit: "Labels.tier = 'api'" })
    await addTrigger(hub, space, 'web', { ...moreThanOneReplica, UnitFilterID: filter.FilterID })
    await addTrigger(hub, space, 'json', {
      ...setter('get-path', 'a'),
      ToolchainType: 'AppConfig/JSON',
    })
    const units = await Promise.all(
      ['api', 'web', 'none'].map((tier) =>
        addUnit(hub, space, tier, deployment(tier, 1), { Labels: { tier } }),
      ),
    )

    const errors = await Promise.all(units.map(async (unit) => (await settled(hub, unit)).ValidationErrors))
    expect(errors).toEqual([
      { 'chosen-units/api/vet-cel': true },
      { 'chosen-units/web/vet-cel': true },
      undefined,
    ])
  })

  it('look at the resources that WhereResource selects', async () => {
    const space = await addSpace(hub, 'chosen-resources')
    await addTrigger(hub, space, 'jobs', {
      ...setter('vet-cel', 'r.spec.replicas > 1'),
      WhereResource: "ConfigHub.ResourceName = 'default/second'",
    })
    const text = (replicas: number) => `${deployment('first', 1)}---\n${deployment('second', replicas)}`
    const unit = await addUnit(hub, space, 'app', text(3))

    expect((await settled(hub, unit)).ValidationErrors).toBeUndefined()
    await putDocument(hub, unit, text(1))
    expect((await settled(hub, unit)).ValidationErrors).toEqual({ 'chosen-resources/jobs/vet-cel': true })
  })

  it('are those that the Space selected when it last resolved its choice', async () => {
    const policies = await addSpace(hub, 'policy-keeper')
    const first = await addTrigger(hub, policies, 'two', moreThanOneReplica)
    const choice = { WhereTrigger: "Space.Slug = 'policy-keeper' AND Disabled = false" }
    const space = await addSpace(hub, 'policy-user', choice)
    await addTrigger(hub, space, 'own', setter('vet-cel', 'false'))
    const unit = await addUnit(hub, space, 'app', deployment('app', 1, 'confighubplaceholder'))
    const two = { 'policy-keeper/two/vet-cel': true }
    expect((await settled(hub, unit)).ValidationErrors).toEqual(two)

    const second = await addTrigger(hub, policies, 'filled', setter('vet-placeholders'))
    await putDocument(hub, unit, deployment('app', 0, 'confighubplaceholder'))
    expect((await settled(hub, unit)).ValidationErrors).toEqual(two)

    const refreshed = SpaceShape.parse(
      (await call(hub, 'PATCH', `/space/${space}`, { body: {}, query: { refresh_triggers: true } })).json,
    )
    expect(refreshed.TriggerIDs?.toSorted()).toEqual([first.TriggerID, second.TriggerID].toSorted())
    await putDocument(hub, unit, deployment('app', 1, 'confighubplaceholder'))
    const both = { ...two, 'policy-keeper/filled/vet-placeholders': true }
    expect((await settled(hub, unit)).ValidationErrors).toEqual(both)

    // A deleted Trigger is no reason to refuse a write, and its gate is deleted with it.
    expect((await call(hub, 'DELETE', `/space/${policies}/trigger/${second.TriggerID}`)).status).toBe(200)
    written(await putDocument(hub, unit, deployment('app', 0, 'confighubplaceholder')))
    expect((await settled(hub, unit)).ValidationErrors).toEqual(two)
  })

  it('are also those that the Target selected', async () => {
    const space = await addSpace(hub, 'target-user')
    const policies = await addSpace(hub, 'target-keeper')
    await addTrigger(hub, policies, 'two', moreThanOneReplica)
    const filter = z.object({ FilterID: z.uuid() }).parse(
      (
        await call(hub, 'POST', `/space/${space}/filter`, {
          body: { Slug: 'those', From: 'Trigger', Where: "Space.Slug = 'target-keeper'" },
        })
      ).json,
    )
    const body = { Slug: 'cluster' }
    const target = z
      .object({ TargetID: z.uuid() })
      .parse((await call(hub, 'POST', `/space/${space}/target`, { body })).json)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1), { TargetID: target.TargetID })
    expect((await settled(hub, unit)).ValidationErrors).toBeUndefined()

    const path = `/space/${space}/target/${target.TargetID}`
    const chosen = { TriggerFilterID: filter.FilterID }
    expect((await call(hub, 'PATCH', path, { body: chosen })).status).toBe(200)
    await putDocument(hub, unit, deployment('app', 0))
    expect((await settled(hub, unit)).ValidationErrors).toEqual({ 'target-keeper/two/vet-cel': true })
    await addTrigger(hub, policies, 'another', moreThanOneReplica)
    expect((await call(hub, 'PATCH', path, { body: {}, query: { refresh_triggers: true } })).status).toBe(200)
    await putDocument(hub, unit, deployment('app', 1))
    expect(Object.keys((await settled(hub, unit)).ValidationErrors ?? {})).toHaveLength(2)
  })

  it('that write make one revision without an author, protected on request, which the others validate', async () => {
    const space = await addSpace(hub, 'writing-triggers')
    const trigger = await addTrigger(hub, space, 'label', {
      ...setter('set-label', 'team', 'trading'),
      Protect: true,
    })
    await addTrigger(hub, space, 'labelled', setter('vet-cel', "r.metadata.labels.team == 'trading'"))
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))

    const done = await settled(hub, unit)
    expect([done.HeadRevisionNum, done.ValidationErrors]).toEqual([3, undefined])
    expect(await document(hub, unit)).toContain('team: trading')
    const [newest, mine] = await revisions(hub, unit)
    expect(newest?.Revision).toMatchObject({
      UserID: nobody,
      ValidationPassed: { 'writing-triggers/labelled/vet-cel': true },
    })
    expect(mine?.Revision.ValidationPassed).toBeUndefined()
    const [mutation] = await mutations(hub, unit, 3)
    expect(mutation).toMatchObject({
      Mutation: { TriggerID: trigger.TriggerID, FunctionInvocation: { FunctionName: 'set-label' } },
      Trigger: { Slug: 'label' },
    })
    expect((await get(hub, `${unit.path}/mutation_sources`)).text).toContain('"Protected":true')

    await putDocument(hub, unit, (await document(hub, unit)).replace('replicas: 1', 'replicas: 2'))
    expect((await settled(hub, unit)).HeadRevisionNum).toBe(4)
  })

  it('run a stored Invocation, also after it was changed', async () => {
    const space = await addSpace(hub, 'stored-triggers')
    const stored = await addInvocation(hub, space, 'ready', [moreThanOneReplica, setter('vet-placeholders')])
    const InvocationID = stored.InvocationID
    const trigger = await addTrigger(hub, space, 'ready', { InvocationID })
    expect(trigger.Validating).toBe(true)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1, 'confighubplaceholder'))
    expect((await settled(hub, unit)).ValidationErrors).toEqual({
      'stored-triggers/ready/vet-cel': true,
      'stored-triggers/ready/vet-placeholders': true,
    })

    const path = `/space/${space}/invocation/${InvocationID}`
    const body = { FunctionInvocations: [setter('set-replicas', 7)] }
    expect((await call(hub, 'PATCH', path, { body })).status).toBe(200)
    const changed = z
      .object({ Trigger: z.looseObject({ Validating: z.boolean().optional(), Hash: z.string() }) })
      .parse((await get(hub, `/space/${space}/trigger/${trigger.TriggerID}`)).json).Trigger
    expect(changed.Validating ?? false).toBe(false)
    expect(changed.Hash).not.toBe(trigger.Hash)
    await putDocument(hub, unit, deployment('app', 2, 'confighubplaceholder'))
    const after = await settled(hub, unit)
    expect(after.ValidationErrors).toBeUndefined()
    const [mutation] = await mutations(hub, unit, after.HeadRevisionNum ?? 0)
    expect(mutation?.Mutation).toMatchObject({ TriggerID: trigger.TriggerID, InvocationID })
    expect((await call(hub, 'DELETE', path)).status).toBe(409)
  })

  it('that read store values', async () => {
    const space = await addSpace(hub, 'reading-triggers')
    const { TriggerID } = await addTrigger(hub, space, 'size', setter('get-replicas'))
    const unit = await addUnit(hub, space, 'app', deployment('app', 3))
    const key = 'reading-triggers/size/replicas'

    const one = await settled(hub, unit)
    expect([one.Values, one.ValueTriggerIDs]).toEqual([{ [key]: '3' }, { [key]: TriggerID }])
    await putDocument(hub, unit, `${deployment('a', 1)}---\n${deployment('b', 2)}`)
    expect((await settled(hub, unit)).Values).toEqual({ [key]: '[1,2]' })
    await putDocument(hub, unit, 'kind: ConfigMap\nmetadata:\n  name: none\n')
    expect((await settled(hub, unit)).Values).toBeUndefined()
  })

  it('compare with the revision that OtherDataSource names', async () => {
    const space = await addSpace(hub, 'comparing-triggers')
    const unreadable = {
      Slug: 'a',
      Event: 'Mutation',
      ToolchainType: 'Kubernetes/YAML',
      ...setter('vet-immutable'),
      OtherDataSource: 'Yesterday',
    }
    const refused = await call(hub, 'POST', `/space/${space}/trigger`, { body: unreadable })
    expect(refused.status).toBe(400)
    // Without a source it compares with the last release, of which there is none.
    await addTrigger(hub, space, 'released', setter('vet-immutable'))
    await addTrigger(hub, space, 'kept', {
      ...setter('vet-immutable'),
      OtherDataSource: 'Before:HeadRevisionNum',
    })
    const withSelector = (app: string) =>
      deployment('app', 1).replace('spec:\n', `spec:\n  selector:\n    matchLabels:\n      app: ${app}\n`)
    const unit = await addUnit(hub, space, 'app', withSelector('one'))
    expect((await settled(hub, unit)).ValidationErrors).toBeUndefined()

    await putDocument(hub, unit, withSelector('two'))
    expect((await settled(hub, unit)).ValidationErrors).toEqual({
      'comparing-triggers/kept/vet-immutable': true,
    })
  })

  it('of the event PostClone run on clones', async () => {
    const space = await addSpace(hub, 'cloning-triggers')
    await addTrigger(hub, space, 'name', { ...setter('set-namespace', 'mine'), Event: 'PostClone' })
    const upstream = await addUnit(hub, space, 'app', deployment('app', 2))
    expect((await settled(hub, upstream)).HeadRevisionNum).toBe(2)

    const cloned = await call(hub, 'POST', `/space/${space}/unit`, {
      body: { Slug: 'copy' },
      query: { upstream_unit_id: upstream.UnitID },
    })
    const { Unit } = z.looseObject({ Unit: z.looseObject({ UnitID: z.uuid() }) }).parse(cloned.json)
    const copy = { SpaceID: space, UnitID: Unit.UnitID, path: `/space/${space}/unit/${Unit.UnitID}` }
    expect((await settled(hub, copy)).HeadRevisionNum).toBe(3)
    expect(await document(hub, copy)).toContain('namespace: mine')
    await putDocument(hub, copy, deployment('app', 3))
    expect((await settled(hub, copy)).HeadRevisionNum).toBe(4)
  })
})

describe.each(inject('readingHubs'))("the demo fleet's policies on $database", (hub) => {
  it('are two Triggers that every Space has selected and that made every verdict', async () => {
    const spaces = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { limit: 1000 })).json)
    const chosen = new Set(spaces.map(({ Space }) => Space.TriggerIDs?.join()))
    expect([spaces.length, chosen.size]).toEqual([57, 1])
    const [ids = ''] = chosen
    const where = 'LEN(ValidationTriggerIDs) > 0'
    const units = z.array(ExtendedUnitShape).parse((await get(hub, '/unit', { where })).json)
    expect(units).toHaveLength(166)
    for (const { Unit } of units)
      expect(Object.values(Unit.ValidationTriggerIDs ?? {}).toSorted()).toEqual(ids.split(',').toSorted())
  })
})

describe.each(inject('writingHubs'))("the demo fleet's policies on $database", (hub) => {
  it('are resolved as the hub resolves them, and clear what was fixed', async () => {
    const where = "Slug = 'moss-cub-traderx-prod-asia'"
    const [asia] = z.array(ExtendedSpaceShape).parse((await get(hub, '/space', { where })).json)
    const query = { refresh_triggers: true }
    const again = await call(hub, 'PATCH', `/space/${asia?.Space.SpaceID}`, { body: {}, query })
    const { TriggerHash, TriggerIDs } = SpaceShape.parse(again.json)
    expect([TriggerHash, TriggerIDs]).toEqual([asia?.Space.TriggerHash, asia?.Space.TriggerIDs])

    const space = await addSpace(hub, 'policy-guest', {
      WhereTrigger: "Space.Slug = 'moss-cub-traderx-infra'",
    })
    const unit = await addUnit(hub, space, 'app', deployment('app', 1, 'confighubplaceholder'))
    const found = await settled(hub, unit)
    expect(found.ValidationErrors).toEqual({
      'moss-cub-traderx-infra/no-placeholders/vet-placeholders': true,
    })
    expect(found.ValidationWarnings).toEqual({ 'moss-cub-traderx-infra/more-than-one-replica/vet-cel': true })
    await putDocument(hub, unit, deployment('app', 2))
    const mended = await settled(hub, unit)
    expect([mended.ValidationErrors, mended.ValidationWarnings]).toEqual([undefined, undefined])
  })
})
