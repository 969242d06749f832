import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { invocation } from '#tests/contract/invocations.ts'
import { add, type Ground, kindOf, kubernetes, newGround } from '#tests/contract/residents.ts'
import { ExtendedRevisionShape, MeShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const alice = 'alice@trading.com'
const bob = 'bob@trading.com'
const secret = 'kind: Secret\nmetadata:\n  name: classified\ndata:\n  replicas: "7"\n'
const plain = 'kind: ConfigMap\nmetadata:\n  name: plain\n'

// Wherever an id is accepted, an id in a Space that the caller may not view is treated like an id that nobody has.
describe.each(inject('writingHubs'))('ids of a hidden Space on $database (contract 2.4)', (hub) => {
  let hidden: Ground
  let open: Ground
  let revision = ''
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    hidden = await newGround(hub, 'leaks-hidden')
    open = await newGround(hub, 'leaks-open')
    written(await putDocument(hub, { path: `/space/${hidden.SpaceID}/unit/${hidden.units[0]}` }, secret))
    written(await putDocument(hub, { path: `/space/${open.SpaceID}/unit/${open.units[0]}` }, plain))
    for (const name of ['Tag', 'Filter', 'Target', 'ChangeSet', 'Invocation'] as const)
      ids[name] = (await add(hidden, kindOf(name), { Slug: `a-${name}` })).id
    ids.TriggerFilter = (
      await add(hidden, kindOf('Filter'), {
        Slug: 'triggers',
        From: 'Trigger',
        Where: 'Disabled = false',
        ResourceType: undefined,
      })
    ).id
    const { UserID } = MeShape.parse((await call(hub, 'GET', '/me', { as: alice })).json)
    const body = { Permissions: { View: { UserIDs: { [UserID]: true } } } }
    expect((await call(hub, 'PATCH', `/space/${hidden.SpaceID}`, { body })).status).toBe(200)
    const list = await get(hub, `/space/${hidden.SpaceID}/unit/${hidden.units[0]}/revision`)
    revision = z.array(ExtendedRevisionShape).parse(list.json)[1]?.Revision.RevisionID ?? ''
  })

  type Attempt = readonly [string, () => readonly [string, string, object]]
  const mine = () => `/space/${open.SpaceID}/unit/${open.units[0]}`
  const attempts: readonly Attempt[] = [
    [
      'clone a Unit',
      () => [
        'POST',
        `/space/${open.SpaceID}/unit`,
        {
          query: { upstream_space_id: hidden.SpaceID, upstream_unit_id: hidden.units[0] ?? '' },
          body: { Slug: 'stolen' },
        },
      ],
    ],
    [
      'merge from a Unit',
      () => [
        'PATCH',
        mine(),
        { query: { merge_source: hidden.units[0], merge_base: '1', merge_end: '2' }, body: null },
      ],
    ],
    [
      'restore a Revision',
      () => ['PATCH', mine(), { query: { restore: `Revision:${revision}` }, body: null }],
    ],
    ['restore by a Tag', () => ['PATCH', mine(), { query: { restore: `Tag:${ids.Tag}` }, body: null }]],
    [
      'tag with a Tag',
      () => [
        'POST',
        '/unit/tag',
        { query: { where: `UnitID = '${open.units[0]}'` }, body: { TagID: ids.Tag } },
      ],
    ],
    ['write with a Tag', () => ['PUT', `${mine()}/data`, { query: { tag: ids.Tag }, body: `# x\n${plain}` }]],
    [
      'compare with a Unit',
      () => [
        'POST',
        '/diff',
        {
          body: {
            From: { Data: plain, ToolchainType: kubernetes },
            To: { UnitID: hidden.units[0], Revision: 'HeadRevisionNum' },
          },
        },
      ],
    ],
    [
      'see the diff of a Unit',
      () => ['GET', `/space/${hidden.SpaceID}/unit/${hidden.units[0]}/diff`, { query: { from: 1, to: 2 } }],
    ],
    [
      'run on a Revision',
      () => [
        'POST',
        `/space/${hidden.SpaceID}/function/invoke`,
        {
          query: { unit_id: hidden.units[0], revision_id: revision },
          body: invocation('set-replicas', { replicas: 1 }),
        },
      ],
    ],
    [
      'use an Invocation',
      () => [
        'POST',
        '/function/invoke',
        {
          query: { where: `UnitID = '${open.units[0]}'`, dry_run: true },
          body: { ToolchainType: kubernetes, FunctionInvocations: [], Invocations: [ids.Invocation] },
        },
      ],
    ],
    ['list with a Filter', () => ['GET', '/unit', { query: { filter: ids.Filter } }]],
    ['deploy to a Target', () => ['PATCH', mine(), { body: { TargetID: ids.Target } }]],
    [
      'release to a Target',
      () => ['PATCH', `/space/${open.SpaceID}`, { body: { ReleaseTargetID: ids.Target } }],
    ],
    [
      'choose Triggers by a Filter',
      () => ['PATCH', `/space/${open.SpaceID}`, { body: { TriggerFilterID: ids.TriggerFilter } }],
    ],
    ['enter a ChangeSet', () => ['PATCH', mine(), { body: { ChangeSetID: ids.ChangeSet } }]],
    ['publish', () => ['POST', `/space/${hidden.SpaceID}/release`, { body: {} }]],
    ['attest', () => ['POST', `/space/${hidden.SpaceID}/attestation`, { body: { Result: 'Pass' } }]],
    ['list Releases', () => ['GET', `/space/${hidden.SpaceID}/release`, {}]],
    [
      'clone into the Space',
      () => [
        'POST',
        `/space/${hidden.SpaceID}/unit`,
        {
          query: { upstream_space_id: open.SpaceID, upstream_unit_id: open.units[0] ?? '' },
          body: { Slug: 'planted' },
        },
      ],
    ],
  ]
  it.each(attempts)('nobody else can %s with them', async (_what, attempt) => {
    const [method, path, options] = attempt()
    const answer = await call(hub, method, path, { ...options, as: bob })

    expect([answer.status, answer.text.includes('classified')]).toEqual([404, false])
  })

  it.each([
    '/unit_diff?from=HeadRevisionNum&to=HeadRevisionNum',
    '/release',
    '/attestation',
    '/review_comment',
    '/resource',
    '/unit_event',
    '/unit_action',
    '/unit_mutation_sources',
  ])('GET %s returns nothing of it', async (path) => {
    const answer = await call(hub, 'GET', path, { as: bob })

    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain(hidden.SpaceID)
    expect(answer.text).not.toContain('classified')
  })

  // Last, because it makes copies that everyone may see.
  it('those who may view the Space can use them', async () => {
    const allowed = [
      'clone a Unit',
      'compare with a Unit',
      'list with a Filter',
      'tag with a Tag',
      'deploy to a Target',
    ]
    const chosen = attempts.filter(([what]) => allowed.includes(what))
    const statuses: number[] = []
    for (const [, attempt] of chosen) {
      const [method, path, options] = attempt()
      statuses.push((await call(hub, method, path, { ...options, as: alice })).status)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200])
  })
})
