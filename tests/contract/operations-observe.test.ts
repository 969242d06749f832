import { randomBytes } from 'node:crypto'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'
import { unitAt } from '#tests/contract/units.ts'

describe.each(inject('readingHubs'))('an operator of a hub on $database', (hub) => {
  const root = { ...hub, url: hub.url.replace(/\/api$/, '') }

  it('can check its health without a token', async () => {
    const check = async () => {
      const { status, json } = await call(root, 'GET', '/healthz', { as: 'nobody' })
      return { status, json }
    }

    // Other tests ask the same hub, and one whose database does not answer for a while says so.
    await expect.poll(check).toEqual({ status: 200, json: { status: 'ok', database: hub.database } })
  })

  it('can read metrics by operation, never by entity, without a token', async () => {
    const unit = await unitAt(hub, 'prod-us-nyc', 'trade-service')
    await get(hub, `${unit.path}/data`)
    await get(hub, `/space/${unit.SpaceID}/unit/not-an-id`)
    await get(hub, `/nothing/${randomBytes(4).toString('hex')}`)
    await call(hub, 'PROPFIND', '/unit')

    const answer = await call(root, 'GET', '/metrics', { as: 'nobody' })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('text/plain')
    const lines = answer.text.split('\n')
    const count = (route: string, status: string) =>
      lines.find(
        (line) =>
          line.startsWith('hub_request_seconds_count{') &&
          line.includes(`route="${route}"`) &&
          line.includes(`status="${status}"`),
      )
    expect(count('/api/space/:space/unit/:unit/data', '200')).toMatch(/ [1-9]\d*$/)
    expect(count('/api/space/:space/unit/:unit', '400')).toMatch(/ [1-9]\d*$/)
    expect(count('unmatched', '404')).toMatch(/ [1-9]\d*$/)
    expect(answer.text).toContain('process_resident_memory_bytes')
    expect(answer.text).toContain(`hub_info{database="${hub.database}"} 1`)
    expect(answer.text.includes('hub_database_connections')).toBe(hub.database === 'PostgreSQL')
    expect(answer.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    expect(answer.text).not.toContain('not-an-id')
    expect(answer.text).not.toContain('PROPFIND')
  })
})

describe('the log of a hub', () => {
  const RequestLine = z.strictObject({
    level: z.enum(['info', 'warn']),
    time: z.iso.datetime(),
    app: z.literal('hubdeck-hub'),
    requestId: z.string(),
    method: z.string(),
    route: z.string(),
    path: z.string(),
    queryLength: z.int(),
    status: z.int(),
    ms: z.number(),
    userId: z.uuid().optional(),
    address: z.string(),
    deleted: z.array(z.uuid()).optional(),
  })

  it('has a line of JSON per request, with nothing secret in it', async () => {
    const adminToken = randomBytes(24).toString('base64url')
    const process = await startHubProcess({
      data: 'memory',
      fleet: 'microtraderx',
      token: adminToken,
      flags: ['--log-level', 'info'],
    })
    onTestFinished(() => process.stop())
    const hub: HubAddress = { database: 'PGlite', url: process.url, adminToken }
    const unit = await unitAt(hub, 'prod-us-nyc', 'trade-service')
    const headers = { 'X-Request-Id': 'seen-in-the-log' }
    const query = { last_change_description: 'hidden-in-the-query' }
    const body = 'kind: Secret\nmetadata:\n  name: hidden-in-the-body\n'
    await call(hub, 'PUT', `${unit.path}/data`, { body, query, headers })
    await call(hub, 'DELETE', '/tag', { query: { where: "Slug = 'nobody-has-this'" } })
    await call(hub, 'GET', '/me', {
      headers: { 'X-Request-Id': 'stranger', Authorization: 'Bearer hidden-token' },
    })
    await process.stop()

    const json = process
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    const lines = json.map((line) => RequestLine.parse(JSON.parse(line)))
    expect(lines.find(({ requestId }) => requestId === 'seen-in-the-log')).toMatchObject({
      level: 'info',
      method: 'PUT',
      route: '/api/space/:space/unit/:unit/data',
      path: `/api${unit.path}/data`,
      queryLength: 'last_change_description=hidden-in-the-query'.length,
      status: 200,
      userId: expect.any(String),
    })
    const deleting = lines.find(({ method }) => method === 'DELETE')
    expect(deleting).toMatchObject({
      level: 'warn',
      path: '/api/tag',
      userId: expect.any(String),
      deleted: [],
    })
    const stranger = lines.find(({ requestId }) => requestId === 'stranger')
    expect(stranger).toMatchObject({
      level: 'warn',
      status: 401,
      address: expect.stringMatching(/127\.0\.0\.1$/),
    })
    expect(stranger).not.toHaveProperty('userId')
    expect(process.output()).not.toContain('hidden')
    expect(process.output()).not.toContain(adminToken)
  })
})
