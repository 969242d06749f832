import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import {
  EnvelopeShape,
  ExtendedSpaceShape,
  SpaceShape,
  UnitWriteShape,
} from '#tests/contract/shapes/answers.ts'
import { document, putDocument, revisions, written } from '#tests/contract/units.ts'

const kubernetes = 'Kubernetes/YAML'
const DeleteShape = z.strictObject({ Message: z.string().min(1) })

async function newSpace(hub: HubAddress, Slug: string) {
  const answer = await call(hub, 'POST', '/space', { body: { Slug, Labels: { Environment: 'contract' } } })
  if (answer.status !== 200) throw new Error(`${Slug}: ${answer.status} ${answer.text}`)
  return SpaceShape.parse(answer.json)
}

describe.each(inject('writingHubs'))('spaces on $database (contract 4.2)', (hub) => {
  it('are created, found, patched and deleted', async () => {
    const { SpaceID } = await newSpace(hub, 'contract-life')
    const path = `/space/${SpaceID}`

    const patched = await call(hub, 'PATCH', path, { body: { DisplayName: 'A life', Labels: { Tier: 'x' } } })
    expect(SpaceShape.parse(patched.json)).toMatchObject({ Labels: { Environment: 'contract', Tier: 'x' } })
    const read = ExtendedSpaceShape.parse((await get(hub, path)).json).Space
    expect(read).toMatchObject({ Slug: 'contract-life', DisplayName: 'A life' })
    expect(DeleteShape.parse((await call(hub, 'DELETE', path)).json)).toBeDefined()
    expect((await get(hub, path)).status).toBe(404)
  })

  it('have a unique slug; allow_exists returns the existing one', async () => {
    const { SpaceID } = await newSpace(hub, 'contract-twice')
    const body = { Slug: 'contract-twice' }

    const again = await call(hub, 'POST', '/space', { body })
    expect([again.status, EnvelopeShape.parse(again.json).Code]).toEqual([409, '409'])
    const welcome = await call(hub, 'POST', '/space', { body, query: { allow_exists: true } })
    expect(SpaceShape.parse(welcome.json).SpaceID).toBe(SpaceID)
  })

  it('are not stored on a dry run', async () => {
    const body = { Slug: 'contract-dry' }
    const dry = await call(hub, 'POST', '/space', { body, query: { dry_run: true } })

    expect(dry.status).toBe(200)
    expect((await get(hub, '/space', { where: "Slug = 'contract-dry'" })).json).toEqual([])
  })

  it('with units or delete gates cannot be deleted', async () => {
    const { SpaceID } = await newSpace(hub, 'contract-full')
    const body = { Slug: 'inside', ToolchainType: kubernetes, DeleteGates: { audit: true } }
    const { Unit } = UnitWriteShape.parse((await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })).json)
    const unit = `/space/${SpaceID}/unit/${Unit.UnitID}`

    const refused = [await call(hub, 'DELETE', `/space/${SpaceID}`), await call(hub, 'DELETE', unit)]
    expect(refused.map((answer) => answer.status)).toEqual([409, 409])
    expect(EnvelopeShape.parse(refused[1]?.json).Message).toContain('audit')
    await call(hub, 'PATCH', unit, { body: { DeleteGates: { audit: null } } })
    expect((await call(hub, 'DELETE', unit)).status).toBe(200)
    expect((await call(hub, 'DELETE', `/space/${SpaceID}`)).status).toBe(200)
  })
})

describe.each(inject('writingHubs'))('units on $database (contract 4.3)', (hub) => {
  it('begin with an empty revision; content is the second', async () => {
    const { SpaceID } = await newSpace(hub, 'contract-unit')
    const body = { Slug: 'fresh', ToolchainType: kubernetes, Labels: { app: 'fresh' } }
    const created = UnitWriteShape.parse((await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })).json)
    const unit = { path: `/space/${SpaceID}/unit/${created.Unit.UnitID}` }

    expect(created.Unit).toMatchObject({ ...body, HeadRevisionNum: 1, SpaceSlug: 'contract-unit' })
    expect(await document(hub, unit)).toBe('')
    const text = 'kind: ConfigMap\nmetadata:\n  name: fresh\n'
    expect(written(await putDocument(hub, unit, text)).Unit.HeadRevisionNum).toBe(2)
    expect((await revisions(hub, unit)).map((item) => item.Revision.Source)).toEqual([
      'UpdateUnit',
      'CreateUnit',
    ])
  })

  it('have a unique slug in their space', async () => {
    const { SpaceID } = await newSpace(hub, 'contract-unit-twice')
    const body = { Slug: 'one', ToolchainType: kubernetes }
    const create = (query = {}) => call(hub, 'POST', `/space/${SpaceID}/unit`, { body, query })

    const first = UnitWriteShape.parse((await create()).json)
    expect((await create()).status).toBe(409)
    const welcome = UnitWriteShape.parse((await create({ allow_exists: true })).json)
    expect(welcome.Unit.UnitID).toBe(first.Unit.UnitID)
  })

  it.each([
    ['no toolchain', { Slug: 'x' }],
    ['a toolchain nobody has', { Slug: 'x', ToolchainType: 'Kubernetes/XML' }],
    ['a slug that ends with a dash', { Slug: 'x-', ToolchainType: kubernetes }],
    ['no slug', { ToolchainType: kubernetes }],
    ['a list instead of an object', []],
  ])('refuse %s', async (_what, body) => {
    const { SpaceID } = SpaceShape.parse(
      (
        await call(hub, 'POST', '/space', {
          body: { Slug: 'contract-refuse' },
          query: { allow_exists: true },
        })
      ).json,
    )

    expect((await call(hub, 'POST', `/space/${SpaceID}/unit`, { body })).status).toBe(400)
  })
})
