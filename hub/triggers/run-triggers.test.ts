import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { automationId } from '#hub/access/automation.ts'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'
import { runNext } from '#hub/triggers/worker.ts'
import { requestTriggers } from '#hub/units/request-triggers.ts'

const toolchain = 'Kubernetes/YAML'
const atLeastTwo = {
  Event: 'Mutation',
  ToolchainType: toolchain,
  FunctionName: 'vet-cel',
  Arguments: [{ Value: 'r.kind != "Deployment" || r.spec.replicas > 1' }],
}

let hub: TestHub
beforeAll(async () => {
  hub = await testHub()
})
afterAll(() => hub.store.close())

type Verdict = {
  HeadRevisionNum: number
  HeadRevisionID: string
  Version: number
  ValidationErrors?: Record<string, boolean>
  ValidationWarnings?: Record<string, boolean>
  ValidationResults?: Record<string, { Passed: boolean; Issues?: { Message: string }[] }[]>
  ValidationTriggerIDs?: Record<string, string>
  Values?: Record<string, unknown>
}

async function addTrigger(SpaceID: string, Slug: string, body: object): Promise<string> {
  const made = await hub.must<{ TriggerID: string }>('POST', `/space/${SpaceID}/trigger`, {
    body: { Slug, Event: 'Mutation', ToolchainType: toolchain, ...body },
  })
  return made.TriggerID
}

const read = async ({ path }: NewUnit) => (await hub.must<{ Unit: Verdict }>('GET', path)).Unit

async function settle(unit: NewUnit): Promise<Verdict> {
  while (await runNext(hub.store.db));
  return read(unit)
}

async function revisions({ path }: NewUnit) {
  const items = await hub.must<{ Revision: Record<string, unknown> }[]>(
    'GET',
    `${path}/revision?distinct_on=Off&limit=1000&order_by=RevisionNum`,
  )
  return items.map(({ Revision }) => Revision)
}

const write = (unit: NewUnit, text: string) => hub.must('PUT', `${unit.path}/data`, { body: text })

describe('a validating Trigger', () => {
  it('closes a gate until the data passes, on Unit and Revision alike', async () => {
    const space = await addSpace(hub, 'gated')
    const TriggerID = await addTrigger(space, 'at-least-two', atLeastTwo)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const key = 'gated/at-least-two/vet-cel'

    const waiting = await read(unit)
    expect(waiting.ValidationErrors).toEqual({ 'awaiting/triggers': true })
    const judged = await settle(unit)
    expect(judged).toMatchObject({
      ValidationErrors: { [key]: true },
      ValidationTriggerIDs: { [key]: TriggerID },
      ValidationResults: { [key]: [{ Passed: false, FunctionName: 'vet-cel' }] },
    })
    expect(judged.Version).toBe(waiting.Version)
    expect((await revisions(unit)).at(-1)).toMatchObject({
      ValidationErrors: { [key]: true },
    })

    await write(unit, deployment('app', 3))
    const mended = await settle(unit)
    expect(mended.ValidationErrors).toBeUndefined()
    expect(mended.ValidationResults?.[key]?.[0]?.Passed).toBe(true)
    expect((await revisions(unit)).map((revision) => revision.ValidationPassed)).toEqual([
      undefined,
      undefined,
      { [key]: true },
    ])
  })

  it('only warns when configured to', async () => {
    const space = await addSpace(hub, 'warned')
    await addTrigger(space, 'two', { ...atLeastTwo, Warn: true })
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))

    const judged = await settle(unit)
    expect(judged.ValidationErrors).toBeUndefined()
    expect(judged.ValidationWarnings).toEqual({ 'warned/two/vet-cel': true })
    expect((await revisions(unit)).at(-1)?.ValidationPassed).toBeUndefined()
  })

  it('leaves nothing behind when it is deleted, nor on a revision that was superseded before it ran', async () => {
    const space = await addSpace(hub, 'gone')
    const TriggerID = await addTrigger(space, 'two', atLeastTwo)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    await write(unit, deployment('app', 0))
    await settle(unit)
    expect((await revisions(unit)).map(({ ValidationErrors }) => ValidationErrors)).toEqual([
      undefined,
      undefined,
      { 'gone/two/vet-cel': true },
    ])

    await hub.must('DELETE', `/space/${space}/trigger/${TriggerID}`)
    await write(unit, deployment('app', 1))
    const after = await read(unit)
    expect([after.ValidationErrors, after.ValidationResults, after.ValidationTriggerIDs]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ['WhereUnit', { WhereUnit: 'Gone = 1' }, 'vet-cel'],
    ['no-such', { FunctionName: 'no-such' }, 'no-such'],
  ])('keeps its gate closed when it can no longer run (%s)', async (why, columns, last) => {
    const space = await addSpace(hub, `unable-${why}`)
    const TriggerID = await addTrigger(space, 'a', atLeastTwo)
    // As a hub with other functions and attributes may have left it.
    await hub.store.db.updateTable('Trigger').set(columns).where('TriggerID', '=', TriggerID).execute()
    const unit = await addUnit(hub, space, 'app', deployment('app', 3))

    const key = `unable-${why}/a/${last}`
    const judged = await settle(unit)
    expect(judged.ValidationErrors).toEqual({ [key]: true })
    expect(judged.ValidationResults?.[key]?.[0]?.Issues?.[0]?.Message).toContain(why)
  })
})

describe('a mutating Trigger', () => {
  it('writes one revision without an author, which is then validated', async () => {
    const space = await addSpace(hub, 'writes')
    const TriggerID = await addTrigger(space, 'label', {
      FunctionName: 'set-label',
      Arguments: [{ Value: 'team' }, { Value: 'trading' }],
      Protect: true,
    })
    await addTrigger(space, 'two', atLeastTwo)
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))

    const judged = await settle(unit)
    expect(judged.HeadRevisionNum).toBe(3)
    expect(judged.ValidationErrors).toEqual({ 'writes/two/vet-cel': true })
    const [, mine, theirs] = await revisions(unit)
    expect(mine?.ValidationErrors).toBeUndefined()
    expect(theirs).toMatchObject({ UserID: automationId, Source: 'Invoke' })
    const [mutation] = await hub.must<{ Mutation: object }[]>(
      'GET',
      `${unit.path}/mutation?where=${encodeURIComponent('RevisionNum = 3')}`,
    )
    expect(mutation?.Mutation).toMatchObject({ TriggerID, FunctionInvocation: { FunctionName: 'set-label' } })
    const sources = await hub.must('GET', `${unit.path}/mutation_sources`)
    expect(JSON.stringify(sources)).toContain('"Protected":true')
    expect((await settle(unit)).HeadRevisionNum).toBe(3)
  })

  it('does not write when a Unit is only validated again', async () => {
    const space = await addSpace(hub, 'again')
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    await addTrigger(space, 'scale', { FunctionName: 'set-replicas', Arguments: [{ Value: 5 }] })
    await addTrigger(space, 'read', { FunctionName: 'get-replicas' })

    await requestTriggers(hub.store.db, unit.UnitID)
    expect(await settle(unit)).toMatchObject({ HeadRevisionNum: 2, Values: { 'again/read/replicas': '1' } })
    await requestTriggers(hub.store.db, unit.UnitID, 'Mutation')
    expect(await settle(unit)).toMatchObject({ HeadRevisionNum: 3, Values: { 'again/read/replicas': '5' } })
  })

  it('for the event PostClone runs only after a clone, before the others', async () => {
    const space = await addSpace(hub, 'clones')
    await addTrigger(space, 'zz-clone', {
      Event: 'PostClone',
      FunctionName: 'set-replicas',
      Arguments: [{ Value: 7 }],
    })
    await addTrigger(space, 'read', { FunctionName: 'get-replicas' })
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    expect(await settle(unit)).toMatchObject({ HeadRevisionNum: 2, Values: { 'clones/read/replicas': '1' } })

    await requestTriggers(hub.store.db, unit.UnitID, 'PostClone')
    await write(unit, deployment('app', 2))
    expect(await settle(unit)).toMatchObject({ HeadRevisionNum: 4, Values: { 'clones/read/replicas': '7' } })
  })
})

describe('approvals', () => {
  it('are those of the head that are valid now, one per person', async () => {
    const space = await addSpace(hub, 'approved')
    await addTrigger(space, 'two', { FunctionName: 'vet-approvedby', Arguments: [{ Value: 2 }] })
    const unit = await addUnit(hub, space, 'app', deployment('app', 1))
    const key = 'approved/two/vet-approvedby'
    const { HeadRevisionID } = await settle(unit)
    const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`
    const attest = async (last: number, person: number, more: object = {}) => {
      const organization = await hub.store.db
        .selectFrom('Organization')
        .select('OrganizationID')
        .executeTakeFirstOrThrow()
      await hub.store.db
        .insertInto('Attestation')
        .values({
          ...organization,
          AttestationID: id(last),
          SpaceID: space,
          Slug: `a${last}`,
          Result: 'Pass',
          UserID: id(person),
          ExpiresAt: null,
          ChangeOrderID: null,
          ReleaseID: null,
          RevokedAttestationID: null,
          CreatedAt: new Date(),
          UpdatedAt: new Date(),
          ...more,
        })
        .execute()
      const all = Object.fromEntries(Array.from({ length: last }, (_, index) => [id(index + 1), '']))
      await hub.store.db
        .updateTable('Revision')
        .set({ Attestations: JSON.stringify(all) })
        .where('RevisionID', '=', HeadRevisionID)
        .execute()
      await requestTriggers(hub.store.db, unit.UnitID)
      return (await settle(unit)).ValidationErrors
    }

    expect(await attest(1, 1)).toEqual({ [key]: true })
    expect(await attest(2, 1)).toEqual({ [key]: true })
    expect(await attest(3, 2, { Result: 'Fail' })).toEqual({ [key]: true })
    expect(await attest(4, 2, { ExpiresAt: new Date(0) })).toEqual({ [key]: true })
    expect(await attest(5, 2)).toBeUndefined()
    expect(await attest(6, 2, { Result: 'Fail', RevokedAttestationID: id(5) })).toEqual({ [key]: true })
  })
})
