import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateNext } from '#hub/links/update-next.ts'
import { tokenHash } from '#hub/store/tokens.ts'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'
import { runNext } from '#hub/triggers/worker.ts'

let hub: TestHub
let alice: string
const token = 'alice-has-this'
beforeAll(async () => {
  hub = await testHub()
  alice = randomUUID()
  await sql`insert into "User" select (jsonb_populate_record(u, ${JSON.stringify({
    UserID: alice,
    Username: 'alice',
    OrgRole: 'editor',
    TokenHash: tokenHash(token),
  })}::jsonb)).* from "User" u limit 1`.execute(hub.store.db)
})
afterAll(() => hub.store.close())

const nobody = { UserIDs: { [randomUUID()]: true } }
const allow = (space: string, Permissions: object | null) =>
  hub.must('PATCH', `/space/${space}`, { body: { Permissions } })
const textOf = async ({ path }: NewUnit) => (await hub.call('GET', `${path}/data`)).json
const write = ({ path }: NewUnit, replicas: number) =>
  hub.must('PUT', `${path}/data`, { body: deployment('app', replicas) })

async function deliverAll(): Promise<string[]> {
  const refusals: string[] = []
  for (;;) {
    const updated = await updateNext(hub.store.db, [], () => undefined)
    if (updated === undefined) return refusals
    if (updated.refused !== undefined) refusals.push(updated.refused)
  }
}

let count = 0
async function linked(by?: string) {
  count += 1
  const upstream = await addSpace(hub, `up-${count}`)
  const downstream = await addSpace(hub, `down-${count}`)
  const up = await addUnit(hub, upstream, 'up', deployment('app', 1))
  const down = await addUnit(hub, downstream, 'down', deployment('app', 1))
  const body = {
    Slug: 'auto',
    FromUnitID: down.UnitID,
    ToUnitID: up.UnitID,
    UpdateType: 'MergeUnits',
    AutoUpdate: true,
  }
  const path = `/space/${downstream}/link`
  const { LinkID } = await hub.must<{ LinkID: string }>('POST', path, { body, ...(by ? { token: by } : {}) })
  await deliverAll()
  return { upstream, downstream, up, down, link: `${path}/${LinkID}` }
}

describe('an automatic Link acts with the current permissions of its creator', () => {
  const lost: [string, (at: { upstream: string; downstream: string }) => Promise<unknown>, RegExp][] = [
    ['View of the upstream Space', ({ upstream }) => allow(upstream, { View: nobody }), /no longer View/],
    [
      'View of the downstream Space',
      ({ downstream }) => allow(downstream, { View: nobody }),
      /no longer Edit/,
    ],
    [
      'Edit of the downstream Space',
      ({ downstream }) => allow(downstream, { Edit: nobody }),
      /no longer Edit/,
    ],
    [
      'his role',
      () => sql`update "User" set "OrgRole" = 'viewer' where "UserID" = ${alice}`.execute(hub.store.db),
      /no longer Edit/,
    ],
  ]
  it.each(lost)('without %s transfers nothing, and says so', async (_what, take, why) => {
    const ground = await linked(token)
    await write(ground.up, 2)
    expect(await deliverAll()).toEqual([])
    expect(await textOf(ground.down)).toBe(deployment('app', 2))

    await take(ground)
    await write(ground.up, 3)
    expect(await deliverAll()).toEqual([expect.stringMatching(why)])
    expect(await textOf(ground.down)).toBe(deployment('app', 2))

    await sql`update "User" set "OrgRole" = 'editor' where "UserID" = ${alice}`.execute(hub.store.db)
    await allow(ground.upstream, null)
    await allow(ground.downstream, null)
    await write(ground.up, 4)
    expect(await deliverAll()).toEqual([])
    expect(await textOf(ground.down)).toBe(deployment('app', 4))
  })

  it('does not act with the permissions of someone who only labels it', async () => {
    const { upstream, up, down, link } = await linked(token)
    await allow(upstream, { View: nobody })
    await hub.must('PATCH', link, { body: { Labels: { seen: 'by-the-administrator' } } })
    await write(up, 2)

    expect(await deliverAll()).toHaveLength(1)
    expect(await textOf(down)).toBe(deployment('app', 1))
  })

  it('takes nothing from a Space that lists who may view it, when its creator is unknown', async () => {
    const { upstream, up, down, link } = await linked()
    await sql`update "Link" set "ActsForUserID" = null where "LinkID" = ${link.slice(-36)}`.execute(
      hub.store.db,
    )
    await write(up, 2)
    expect([await deliverAll(), await textOf(down)]).toEqual([[], deployment('app', 2)])

    await allow(upstream, { View: nobody })
    await write(up, 3)
    expect(await deliverAll()).toHaveLength(1)
    expect(await textOf(down)).toBe(deployment('app', 2))
  })

  it('writes without an author, whoever it acts for', async () => {
    const { up, down } = await linked(token)
    await write(up, 2)
    await deliverAll()
    const [head] = await hub.must<{ Revision: { UserID?: string; Source: string } }[]>(
      'GET',
      `${down.path}/revision?order_by=DESC:RevisionNum&limit=1`,
    )
    expect([head?.Revision.Source, head?.Revision.UserID]).toEqual([
      'Resolve',
      '00000000-0000-0000-0000-000000000000',
    ])
  })
})

describe('a Trigger acts with the current permissions of its creator', () => {
  const setter = {
    Slug: 'scale',
    Event: 'Mutation',
    ToolchainType: 'Kubernetes/YAML',
    FunctionName: 'set-replicas',
    Arguments: [{ ParameterName: 'replicas', Value: 7 }],
  }

  async function chosen() {
    count += 1
    const rules = await addSpace(hub, `rules-${count}`)
    await hub.must('POST', `/space/${rules}/trigger`, { body: setter, token })
    const space = await addSpace(hub, `ruled-${count}`)
    await hub.must('PATCH', `/space/${space}`, { body: { WhereTrigger: `SpaceID = '${rules}'` } })
    return { space, unit: await addUnit(hub, space, 'unit', deployment('app', 1)) }
  }

  it('writes while its creator may edit the Unit, and closes its gate otherwise', async () => {
    const { space, unit } = await chosen()
    while (await runNext(hub.store.db));
    expect(await textOf(unit)).toBe(deployment('app', 7))

    await allow(space, { Edit: nobody })
    await write(unit, 2)
    while (await runNext(hub.store.db));
    expect(await textOf(unit)).toBe(deployment('app', 2))
    const { Unit } = await hub.must<{ Unit: { ValidationErrors?: Record<string, boolean> } }>(
      'GET',
      unit.path,
    )
    expect(Object.keys(Unit.ValidationErrors ?? {})).toEqual([expect.stringContaining('/scale/')])
  })
})
