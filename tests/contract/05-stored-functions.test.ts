import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { type Answer, type CallOptions, call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { output } from '#tests/contract/invocations.ts'
import { EnvelopeShape, ExtendedMutationShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { InvocationShape, ValidationResultShape } from '#tests/contract/shapes/function.ts'
import {
  addInvocation,
  addSpace,
  addTrigger,
  addUnit,
  deployment,
  moreThanOneReplica,
  setter,
  settled,
} from '#tests/contract/triggers.ts'
import { document } from '#tests/contract/units.ts'

const items = (answer: Answer) => z.array(InvocationShape).parse(answer.json)

describe.each(inject('writingHubs'))('stored Invocations and Triggers on $database (contract 5.5)', (hub) => {
  const invoke = (space: string, body: object, query: CallOptions['query'] = {}, as?: string) =>
    call(hub, 'POST', `/space/${space}/function/invoke`, { body, query, ...(as === undefined ? {} : { as }) })

  it('run after the functions of the call, in order, and are recorded', async () => {
    const space = await addSpace(hub, 'stored-order')
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const stored = await addInvocation(hub, space, 'five', [setter('set-replicas', 5)])
    const trigger = await addTrigger(hub, space, 'label', {
      ...setter('set-label', 'team', 'fx'),
      Disabled: true,
    })
    const body = {
      FunctionInvocations: [setter('set-replicas', 3)],
      Invocations: [stored.InvocationID],
      Triggers: [trigger.TriggerID],
    }

    const [item] = items(await invoke(space, body))
    expect(item).toMatchObject({ Success: true, Mutators: [0, 1, 2] })
    expect(await document(hub, unit)).toContain('replicas: 5')
    const query = { where: 'RevisionNum = 3', include: 'InvocationID,TriggerID' }
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${unit.path}/mutation`, query)).json)
      .toSorted((a, b) => a.Mutation.MutationNum - b.Mutation.MutationNum)
    expect(mutations.map(({ Mutation }) => [Mutation.InvocationID, Mutation.TriggerID])).toEqual([
      [undefined, undefined],
      [stored.InvocationID, undefined],
      [undefined, trigger.TriggerID],
    ])
    expect(mutations[1]).toMatchObject({ Invocation: { Slug: 'five' } })
  })

  it('need no other function, and validators of Triggers return verdicts', async () => {
    const space = await addSpace(hub, 'stored-alone')
    await addUnit(hub, space, 'app', deployment('app', 1))
    const trigger = await addTrigger(hub, space, 'two', { ...moreThanOneReplica, Disabled: true })

    const [item] = items(await invoke(space, { Triggers: [trigger.TriggerID] }))
    expect(ValidationResultShape.parse(output(item, 'ValidationResult'))).toMatchObject({ Passed: false })
  })

  it('are refused when they do not exist, are for another toolchain, or may not be used', async () => {
    const me = z
      .looseObject({ UserID: z.uuid() })
      .parse((await call(hub, 'GET', '/me', { as: 'bob@trading.com' })).json)
    const keeper = await addSpace(hub, 'stored-kept', {
      Permissions: { Use: { UserIDs: { [me.UserID]: true } } },
    })
    const space = await addSpace(hub, 'stored-refused')
    await addUnit(hub, space, 'app', deployment('app', 1))
    const { InvocationID } = await addInvocation(hub, keeper, 'five', [setter('set-replicas', 5)])
    const { TriggerID } = await addTrigger(hub, keeper, 'two', moreThanOneReplica)

    const gone = '8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10'
    for (const [body, as, status] of [
      [{ Invocations: [gone] }, undefined, 404],
      [{ Triggers: [gone] }, undefined, 404],
      [{ Invocations: ['five'] }, undefined, 400],
      [{ Invocations: [InvocationID], ToolchainType: 'AppConfig/JSON' }, undefined, 400],
      [{ Invocations: [InvocationID] }, 'alice@trading.com', 403],
      [{ Triggers: [TriggerID] }, 'alice@trading.com', 403],
      [{ Invocations: [InvocationID], Triggers: [TriggerID] }, 'bob@trading.com', 200],
    ] as const) {
      const answer = await invoke(space, body, { dry_run: true }, as)
      expect([body, answer.status]).toEqual([body, status])
      if (status !== 200) EnvelopeShape.parse(answer.json)
    }
  })
})

describe.each(inject('writingHubs'))('where_trigger on $database (contract 5.1)', (hub) => {
  const slugs = async (hubAt: HubAddress, path: string, query: CallOptions['query']) => {
    const answer = await get(hubAt, path, query)
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    return z
      .array(ExtendedUnitShape)
      .parse(answer.json)
      .map(({ Unit }) => Unit.Slug)
  }

  it('keeps the units that fail, or with triggers_passed those that pass', async () => {
    const policies = await addSpace(hub, 'sweep-policies')
    const filter = await call(hub, 'POST', `/space/${policies}/filter`, {
      body: { Slug: 'all', From: 'Trigger', Where: "Space.Slug = 'sweep-policies'" },
    })
    const { FilterID } = z.object({ FilterID: z.uuid() }).parse(filter.json)
    await addTrigger(hub, policies, 'two', { ...moreThanOneReplica, Disabled: true })
    await addTrigger(hub, policies, 'filled', {
      ...setter('vet-placeholders'),
      WhereUnit: "Slug != 'c'",
      Disabled: true,
    })
    const space = await addSpace(hub, 'sweep-units')
    await addUnit(hub, space, 'a', deployment('a', 1))
    await addUnit(hub, space, 'b', deployment('b', 2, 'confighubplaceholder'))
    await addUnit(hub, space, 'c', deployment('c', 2, 'confighubplaceholder'))
    const d = await addUnit(hub, space, 'd', deployment('d', 3))
    await settled(hub, d)

    const path = `/space/${space}/unit`
    const order_by = 'Slug'
    const all = "Space.Slug = 'sweep-policies'"
    expect(await slugs(hub, path, { order_by, where_trigger: all })).toEqual(['a', 'b'])
    expect(await slugs(hub, path, { order_by, where_trigger: all, triggers_passed: true })).toEqual([
      'c',
      'd',
    ])
    expect(await slugs(hub, path, { order_by, trigger_filter: FilterID })).toEqual(['a', 'b'])
    const one = { trigger_filter: FilterID, where_trigger: "Slug = 'two'" }
    expect(await slugs(hub, path, { order_by, ...one })).toEqual(['a'])
    expect(await slugs(hub, path, { order_by, ...one, where: "Slug > 'a'" })).toEqual([])
    expect(await slugs(hub, path, { order_by, where_trigger: "Slug = 'nothing'" })).toEqual([])

    // Pages are cut before they are filtered.
    const seen: string[] = []
    let next: Record<string, string> = {}
    for (let page = 0; page < 4; page += 1) {
      const query = { order_by, limit: 1, where_trigger: all, triggers_passed: true, ...next }
      const answer = await get(hub, path, query)
      seen.push(
        ...z
          .array(ExtendedUnitShape)
          .parse(answer.json)
          .map(({ Unit }) => Unit.Slug),
      )
      const token = answer.headers.get('ConfigHub-Continue')
      expect(token === null).toBe(page === 3)
      next = token === null ? {} : { continue: token }
    }
    expect(seen).toEqual(['c', 'd'])

    const scaled = await call(hub, 'POST', `/space/${space}/function/invoke`, {
      query: { where_trigger: "Space.Slug = 'sweep-policies' AND Slug = 'two'" },
      body: { FunctionInvocations: [setter('set-replicas', 4)] },
    })
    expect(items(scaled).map(({ UnitSlug }) => UnitSlug)).toEqual(['a'])
    expect(await slugs(hub, path, { order_by, where_trigger: all })).toEqual(['b'])
  })

  it('refuses what it cannot evaluate', async () => {
    for (const [path, query] of [
      ['/unit', { where_trigger: 'Nonsense = 1' }],
      ['/unit', { triggers_passed: true }],
      ['/unit', { trigger_filter: 'all' }],
      ['/space', { where_trigger: "Slug = 'two'" }],
    ] as const) {
      const answer = await get(hub, path, query)
      expect([path, query, answer.status]).toEqual([path, query, 400])
    }
    const gone = { trigger_filter: '8a4d5f43-1b7e-4c3a-9d53-3a0b4f2c1d10' }
    expect((await get(hub, '/unit', gone)).status).toBe(404)
  })
})
