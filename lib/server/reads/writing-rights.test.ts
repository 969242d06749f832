import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { createConfigHub } from '#lib/confighub/create.ts'
import { findWritingRights } from '#lib/server/reads/writing-rights.ts'

let hub: RunningHub
const asked: string[] = []

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
})
afterAll(() => hub.stop())

const tokenOf = (username: string) =>
  username === 'admin@hubdeck.local' ? hub.adminToken : hub.tokenFor(username)

function clientOf(username: string) {
  return createConfigHub({
    base: hub.url,
    headers: { Authorization: `Bearer ${tokenOf(username)}` },
    send: (request) => {
      asked.push(`${request.method} ${new URL(request.url).search}`)
      return fetch(request)
    },
  })
}

async function rightsOf(username: string) {
  const client = clientOf(username)
  return findWritingRights(client, (await client.me()).UserID)
}

describe('whether a person may write', () => {
  it.each([
    ['admin@hubdeck.local', 'allowed'],
    ['alice@trading.com', 'allowed'],
    ['auditor@trading.com', 'refused'],
  ])('is found out by trying: %s %s', async (username, writing) => {
    expect(await rightsOf(username)).toMatchObject({ writing })
  })

  it('is reported with the reason and with what was tried', async () => {
    expect(await rightsOf('auditor@trading.com')).toMatchObject({
      asked: 20,
      spaces: 57,
      reason: expect.stringContaining('Permission Edit'),
    })
  })

  it('is tried with dry runs only', () => {
    const writes = asked.filter((call) => !call.startsWith('GET '))
    expect(writes.length).toBeGreaterThan(20)
    expect(writes.filter((call) => call !== 'PATCH ?dry_run=true')).toEqual([])
  })

  // Last, because it changes permissions.
  it('is yes for a viewer whom one Space lists, wherever that Space stands in the alphabet', async () => {
    const administrator = clientOf('admin@hubdeck.local')
    const spaces = await administrator.spaces({ order_by: 'DESC:Slug' }, undefined)
    const withUnits = await administrator.allUnits({ select: 'Slug' })
    const last = spaces.find(({ Space }) => withUnits.some(({ Unit }) => Unit.SpaceID === Space.SpaceID))
    const { UserID } = await clientOf('auditor@trading.com').me()
    const answer = await fetch(`${hub.url}/space/${last?.Space.SpaceID}`, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${hub.adminToken}`,
        'Content-Type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ Permissions: { Edit: { UserIDs: { [UserID]: true } } } }),
    })
    expect(answer.status, await answer.text()).toBe(200)

    expect(await rightsOf('auditor@trading.com')).toMatchObject({ writing: 'allowed' })
  })
})
