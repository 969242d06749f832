import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { runHubCommand } from '#tests/contract/hub-command.ts'
import { type HubProcess, startHubProcess } from '#tests/contract/hub-process.ts'
import { add, create, type Ground, kinds, kubernetes, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'

// Two of each kind, including the Spaces and Units that the others need.
const quota = {
  ...Object.fromEntries(kinds.map(({ name }) => [name, 2])),
  Space: 2,
  Unit: 3,
  Tag: 6,
  ServiceAccount: 1,
  ReviewComment: 1,
}

describe('quotas (contract 2.6)', () => {
  let running: HubProcess
  let hub: HubAddress
  let ground: Ground
  beforeAll(async () => {
    const token = 'administrator-of-quotas'
    const flags = Object.entries(quota).flatMap(([type, most]) => ['--quota', `${type}=${most}`])
    running = await startHubProcess({ data: 'memory', fleet: 'none', token, flags })
    hub = { database: 'PGlite', url: running.url, adminToken: token }
    ground = await newGround(hub, 'first')
  })
  afterAll(() => running.stop())

  it.each(kinds.filter(({ name }) => name !== 'Tag'))('end the third $name with 403', async (kind) => {
    await add(ground, kind, { Slug: 'one' })
    await add(ground, kind, { Slug: 'two' })
    const third = await create(ground, kind, { Slug: 'three' })

    expect([third.status, EnvelopeShape.parse(third.json).Message]).toEqual([
      403,
      `exceeded maximum quota for entity type ${kind.name}`,
    ])
    const dry = await create(ground, kind, { Slug: 'three' }, { query: { dry_run: true } })
    expect(dry.status).toBe(403)
    // An existing one is not counted again, and a deleted one makes room.
    expect((await create(ground, kind, { Slug: 'two' }, { query: { allow_exists: true } })).status).toBe(200)
    const where = "Slug = 'one'"
    expect((await call(hub, 'DELETE', `/${kind.path}`, { query: { where } })).status).toBe(200)
    await add(ground, kind, { Slug: 'three' })
  })

  it('hold for Spaces, Units and Tags, those of a ChangeSet included', async () => {
    const unit = (Slug: string) =>
      call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body: { Slug, ToolchainType: kubernetes } })
    expect([(await unit('three')).status, (await unit('four')).status]).toEqual([200, 403])
    const space = (Slug: string) => call(hub, 'POST', '/space', { body: { Slug } })
    expect([(await space('second')).status, (await space('third')).status]).toEqual([200, 403])
    const tag = (Slug: string) => call(hub, 'POST', `/space/${ground.SpaceID}/tag`, { body: { Slug } })
    const statuses = [(await tag('a')).status, (await tag('b')).status, (await tag('c')).status]
    expect(statuses).toEqual([200, 200, 403])
  })

  it('hold for service accounts and review comments', async () => {
    const account = (Slug: string) => call(hub, 'POST', '/service_account', { body: { Slug } })
    expect([(await account('one')).status, (await account('two')).status]).toEqual([200, 403])
    const path = `/space/${ground.SpaceID}/unit/${ground.units[0]}/review_comment`
    const comment = () => call(hub, 'POST', path, { body: { RevisionNum: 1, Text: 'x' } })
    expect([(await comment()).status, (await comment()).status]).toEqual([200, 403])
  })

  it('hold when many create at once', async () => {
    const [tag] = kinds.filter(({ name }) => name === 'Tag')
    if (tag === undefined) throw new Error('no tags')
    await call(hub, 'DELETE', '/tag', { query: { where: 'ChangeSetID IS NULL' } })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => create(ground, tag, { Slug: `at-once-${index}` })),
    )
    const there = JSON.parse((await get(hub, '/tag')).text).length

    expect(there).toBe(6)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(10)
  })

  it.each(['Colour=2', 'Filter', 'Filter=', 'Filter=-1', 'Filter=many'])(
    '--quota %s is refused',
    async (text) => {
      const ended = await runHubCommand('hub/main.ts', [
        '--data',
        'memory',
        '--fleet',
        'none',
        '--quota',
        text,
      ])

      expect(ended.code).toBe(1)
      expect(ended.output).toContain('--quota must look like')
    },
  )
})
