import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSpace, addUnit, deployment, type NewUnit, type TestHub, testHub } from '#hub/testing/test-hub.ts'

let hub: TestHub
let space: string
let unit: NewUnit
let tag: string

beforeAll(async () => {
  hub = await testHub({ Tag: 2 })
  space = await addSpace(hub, 'prod')
  unit = await addUnit(hub, space, 'trade', deployment('trade', 2))
  await addUnit(hub, space, 'other', deployment('other', 1))
  await hub.must('PUT', `${unit.path}/data?last_change_description=More`, { body: deployment('trade', 3) })
  tag = (await hub.must<{ TagID: string }>('POST', `/space/${space}/tag`, { body: { Slug: 'release' } }))
    .TagID
})
afterAll(() => hub.store.close())

const tables = [
  'Organization',
  'User',
  'Space',
  'Unit',
  'Revision',
  'Mutation',
  'Tag',
  'Document',
  'Resource',
]

/** Every row of every table: two equal answers mean that nothing at all was stored in between. */
async function everything(): Promise<string[]> {
  const lines: string[] = []
  for (const table of tables) {
    const rows = sql<{ line: string }>`select t::text as line from ${sql.table(table)} t order by 1`
    for (const { line } of (await rows.execute(hub.store.db)).rows) lines.push(`${table} ${line}`)
  }
  return lines
}

const setReplicas = (replicas: number) => ({
  FunctionInvocations: [
    { FunctionName: 'set-replicas', Arguments: [{ ParameterName: 'replicas', Value: replicas }] },
  ],
})

describe('a dry run leaves no trace', () => {
  it.each([
    ['PUT data', 'PUT', () => `${unit.path}/data?tag=${tag}&dry_run=true`, deployment('trade', 9)],
    ['PATCH', 'PATCH', () => `${unit.path}?dry_run=true`, { Labels: { Tier: 'web' }, Slug: 'renamed' }],
    ['restore', 'PATCH', () => `${unit.path}?restore=2&tag=${tag}&dry_run=true`, { Labels: { A: 'b' } }],
    ['bulk restore', 'PATCH', () => '/unit?restore=HeadRevisionNum&dry_run=true', null],
    ['a function', 'POST', () => '/function/invoke?dry_run=true', setReplicas(7)],
    ['a new Space', 'POST', () => '/space?dry_run=true', { Slug: 'new' }],
    [
      'a new Unit',
      'POST',
      () => `/space/${space}/unit?dry_run=true`,
      { Slug: 'n', ToolchainType: 'Kubernetes/YAML' },
    ],
    ['a new Tag', 'POST', () => `/space/${space}/tag?dry_run=true`, { Slug: 'new' }],
    ['a patched Space', 'PATCH', () => `/space/${space}?dry_run=true`, { Labels: { A: 'b' } }],
    ['a patched Tag', 'PATCH', () => `/space/${space}/tag/${tag}?dry_run=true`, { Labels: { A: 'b' } }],
  ])('of %s', async (_name, method, path, body) => {
    const before = await everything()

    const answer = await hub.call(method, path(), { body })

    expect(answer.status).toBe(200)
    expect(await everything()).toEqual(before)
  })
})

describe('a refused write leaves no trace', () => {
  it.each([
    ['a restore with a stale Version', 'PATCH', () => `${unit.path}?restore=2`, { Version: 1 }, 409],
    ['a restore with a Slug that is taken', 'PATCH', () => `${unit.path}?restore=2`, { Slug: 'other' }, 409],
    [
      'a restore with a Tag that is not there',
      'PATCH',
      () => `${unit.path}?restore=2&tag=${unit.UnitID}`,
      { Labels: { A: 'b' } },
      404,
    ],
    ['data that is no YAML', 'PUT', () => `${unit.path}/data`, 'a: [1\nb: 2\n', 400],
    ['data with half a character', 'PUT', () => `${unit.path}/data`, 'a: "\\ud800"\n', 400],
    ['an annotation with half a character', 'PATCH', () => unit.path, '{"Annotations":{"a":"\\udc00"}}', 400],
    [
      'a ChangeSet that is not there',
      'PATCH',
      () => unit.path,
      { ChangeSetID: '0f4e7a52-1111-4222-8333-944455566677' },
      404,
    ],
  ])('of %s', async (_name, method, path, body, status) => {
    const before = await everything()

    const answer = await hub.call(method, path(), { body })

    expect(answer.status).toBe(status)
    expect(await everything()).toEqual(before)
  })
})

it('a bulk restore reports the refused unit beside the written one', async () => {
  const where = encodeURIComponent("Slug IN ('trade', 'other')")
  const items = await hub.call('PATCH', `/unit?where=${where}&restore=3`, { body: {} })

  expect(items.status).toBe(207)
  expect(items.json).toEqual([
    expect.objectContaining({ Unit: expect.anything() }),
    expect.objectContaining({ Unit: expect.anything() }),
  ])
  expect(JSON.stringify(items.json)).toContain('other has no revision 3.')
})

it('the quota holds for concurrent callers', async () => {
  const create = (Slug: string) => hub.call('POST', `/space/${space}/tag`, { body: { Slug } })

  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(create))

  const refused = answers.filter(({ status }) => status === 403)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(refused.map(({ json }) => json)).toEqual(
    Array(3).fill(expect.objectContaining({ message: 'exceeded maximum quota for entity type Tag' })),
  )
})

it('concurrent writers of one unit get revisions without gaps, and keep heads, revisions and mutations consistent', async () => {
  const writers = Array.from({ length: 16 }, (_, index) =>
    index % 2 === 0
      ? hub.call('PUT', `${unit.path}/data`, { body: deployment('trade', 100 + index) })
      : hub.call('POST', '/function/invoke', { body: setReplicas(200 + index) }),
  )
  for (const { status } of await Promise.all(writers)) expect(status).toBe(200)

  const { rows } = await sql<Record<string, number>>`
    select u."HeadRevisionNum" head, count(r.*)::int revisions, max(r."RevisionNum") last,
      (select count(*)::int from "Mutation" m where m."UnitID" = u."UnitID") mutations, u."HeadMutationNum" mutation,
      bool_and(r."DataHash" = u."DataHash") filter (where r."RevisionNum" = u."HeadRevisionNum") same
    from "Unit" u join "Revision" r on r."UnitID" = u."UnitID" group by u."UnitID"`.execute(hub.store.db)
  for (const { head, revisions, last, mutations, mutation, same } of rows) {
    expect({ revisions, last, same }).toEqual({ revisions: head, last: head, same: true })
    expect(mutations).toBe(mutation)
  }
})

it('bytes first stored as plain text become searchable when a YAML unit has them', async () => {
  const text = deployment('shared', 41)
  const body = { Slug: 'notes', ToolchainType: 'AppConfig/Text' }
  const notes = await hub.must<{ Unit: { UnitID: string } }>('POST', `/space/${space}/unit`, { body })
  await hub.must('PUT', `/space/${space}/unit/${notes.Unit.UnitID}/data`, { body: text })
  const { UnitID } = await addUnit(hub, space, 'shared', text)

  const where = encodeURIComponent('spec.replicas = 41')
  const found = await hub.must<{ Unit: { UnitID: string } }[]>(
    'GET',
    `/unit?where_data=${where}&where=${encodeURIComponent("ToolchainType = 'Kubernetes/YAML'")}`,
  )

  expect(found.map((item) => item.Unit.UnitID)).toEqual([UnitID])
})

it('a Tag can be taken off again', async () => {
  const tagged = () => hub.must<unknown[]>('GET', `/revision?where=${encodeURIComponent(`Tags ? '${tag}'`)}`)
  await hub.must('POST', '/unit/tag', { body: { TagID: tag, Revision: 'HeadRevisionNum' } })
  expect(await tagged()).not.toEqual([])

  await hub.must('POST', '/unit/tag', { body: { TagID: tag, Revision: 'Remove' } })

  expect(await tagged()).toEqual([])
})
