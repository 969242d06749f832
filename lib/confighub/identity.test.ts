import { expect, it } from 'vitest'
import { createConfigHub } from '#lib/confighub/create.ts'

const alice = { UserID: '0f4e7a52-1111-4222-8333-944455566677', Username: 'alice@trading.com' }
const organization = { OrganizationID: '0f4e7a52-1111-4222-8333-944455566678', Slug: 'moss-cub' }

/** A server that answers everything with this. */
const answering = (body: unknown) =>
  createConfigHub({
    base: 'http://hub/api',
    send: async () => Response.json(body, { headers: { 'ConfigHub-Version': 'v0.8.12' } }),
    retryPolicy: 'none',
  })

it('reads people and the organization out of their envelopes', async () => {
  const refused = { Error: { Message: 'not to be seen', Status: 403 } }

  expect(await answering([{ User: alice }, refused]).users()).toEqual([alice])
  const found = await answering({ Organization: organization }).organization(organization.OrganizationID)
  expect(found).toEqual(organization)
})

it('does not take people without an envelope for an empty list', async () => {
  await expect(answering([alice]).users()).rejects.toThrow()
  await expect(answering(organization).organization('x')).rejects.toThrow()
})
