import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import { add, type Ground, kindOf, kinds, type Name, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape, ExtendedUnitShape } from '#tests/contract/shapes/answers.ts'
import { putDocument, written } from '#tests/contract/units.ts'

const nobody = '0f4e7a52-1111-4222-8333-944455566677'

describe.each(inject('writingHubs'))('references on $database (contract 11.13)', (hub) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await newGround(hub, 'references')
  })
  const at = (path: string, id: string) => `/space/${ground.SpaceID}/${path}/${id}`
  const addOne = (name: Name, Slug: string, body = {}) => add(ground, kindOf(name), { Slug, ...body })

  /** Entities of a Space may refer to one another, and the Space to them. */
  async function referToOwn(own: Ground) {
    const From = { From: 'Trigger', Where: 'Disabled = false', ResourceType: undefined }
    const { id: TriggerFilterID } = await add(own, kindOf('Filter'), { Slug: 'own-triggers', ...From })
    const target = await add(own, kindOf('Target'), { Slug: 'own-target', TriggerFilterID })
    const { id: FilterID } = await add(own, kindOf('Filter'), { Slug: 'own-units', FromSpaceID: own.SpaceID })
    await add(own, kindOf('View'), { Slug: 'own-view', FilterID })
    const body = { TriggerFilterID, ReleaseTargetID: target.id }
    expect((await call(hub, 'PATCH', `/space/${own.SpaceID}`, { body })).status).toBe(200)
  }

  async function staysWhileUsed(path: string, id: string, user: string, free: () => Promise<unknown>) {
    const refused = await call(hub, 'DELETE', at(path, id))
    expect([refused.status, EnvelopeShape.parse(refused.json).Message]).toEqual([
      409,
      expect.stringContaining(user),
    ])
    expect((await get(hub, at(path, id))).status).toBe(200)
    await free()
    expect((await call(hub, 'DELETE', at(path, id))).status).toBe(200)
  }

  it('protect a Unit that another Unit links to; its own Links are deleted with it', async () => {
    const [one = '', two = ''] = ground.units
    const link = await addOne('Link', 'one-two')
    const unit = ExtendedUnitShape.parse((await get(hub, at('unit', one), { include: 'FromLinkID' })).json)
    expect([unit.Unit.FromLinkID, unit.FromLink?.map(({ Slug }) => Slug)]).toEqual([[link.id], ['one-two']])

    await staysWhileUsed('unit', two, 'one-two', () => call(hub, 'DELETE', at('unit', one)))
    expect((await get(hub, at('link', link.id))).status).toBe(404)
  })

  it('protect the Target of a Unit or a Space', async () => {
    const { id: TargetID } = await addOne('Target', 'used')
    const unit = { Slug: 'deployed', ToolchainType: 'Kubernetes/YAML', TargetID }
    expect((await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body: unit })).status).toBe(200)
    await staysWhileUsed('target', TargetID, 'deployed', () =>
      call(hub, 'PATCH', '/unit', { query: { where: `TargetID = '${TargetID}'` }, body: { TargetID: null } }),
    )
    const { id: ReleaseTargetID } = await addOne('Target', 'released-to')
    const space = `/space/${ground.SpaceID}`
    expect((await call(hub, 'PATCH', space, { body: { ReleaseTargetID } })).status).toBe(200)
    await staysWhileUsed('target', ReleaseTargetID, 'references', () =>
      call(hub, 'PATCH', space, { body: { ReleaseTargetID: null } }),
    )
  })

  it('protect the Filter of a View, a Trigger, a Space or a Target', async () => {
    const ofView = await addOne('Filter', 'of-view')
    const view = await addOne('View', 'viewing', { FilterID: ofView.id })
    await staysWhileUsed('filter', ofView.id, 'viewing', () => call(hub, 'DELETE', at('view', view.id)))

    const ofTrigger = await addOne('Filter', 'of-trigger')
    const trigger = await addOne('Trigger', 'triggering', { UnitFilterID: ofTrigger.id })
    await staysWhileUsed('filter', ofTrigger.id, 'triggering', () =>
      call(hub, 'PATCH', at('trigger', trigger.id), { body: { UnitFilterID: null } }),
    )

    const From = { From: 'Trigger', Where: 'Disabled = false', ResourceType: undefined }
    const ofSpace = await addOne('Filter', 'of-space', From)
    const body = { TriggerFilterID: ofSpace.id }
    expect((await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body })).status).toBe(200)
    await staysWhileUsed('filter', ofSpace.id, 'references', () =>
      call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { TriggerFilterID: null } }),
    )
    const ofTarget = await addOne('Filter', 'of-target', From)
    const target = await addOne('Target', 'choosing', { TriggerFilterID: ofTarget.id })
    await staysWhileUsed('filter', ofTarget.id, 'choosing', () =>
      call(hub, 'DELETE', at('target', target.id)),
    )
  })

  it('protect the Invocation of a Trigger', async () => {
    const used = await addOne('Invocation', 'used-invocation', {
      FunctionInvocations: [{ FunctionName: 'vet-placeholders' }],
    })
    const trigger = await addOne('Trigger', 'invoking', { FunctionName: undefined, InvocationID: used.id })
    expect(trigger.fields).toMatchObject({ Validating: true, InvocationID: used.id })
    await staysWhileUsed('invocation', used.id, 'invoking', () =>
      call(hub, 'DELETE', at('trigger', trigger.id)),
    )
  })

  it('protect the Invocation of a Link, and the Space of a Filter', async () => {
    const used = await addOne('Invocation', 'transforming')
    const units = (await newGround(hub, 'references-transforming')).units
    const from = await newGround(hub, 'references-elsewhere')
    const link = await add(from, kindOf('Link'), {
      Slug: 'with-transform',
      ToUnitID: units[0],
      TransformInvocationID: used.id,
    })
    await staysWhileUsed('invocation', used.id, 'with-transform', () =>
      call(hub, 'DELETE', `/space/${from.SpaceID}/link/${link.id}`),
    )
    const { id } = await addOne('Filter', 'for-elsewhere', { FromSpaceID: from.SpaceID })
    const remove = () => call(hub, 'DELETE', `/space/${from.SpaceID}`, { query: { recursive: true } })
    expect(EnvelopeShape.parse((await remove()).json).Message).toContain('for-elsewhere')
    expect((await call(hub, 'DELETE', at('filter', id))).status).toBe(200)
    expect((await remove()).status).toBe(200)
  })

  it('to a deleted Tag are removed from its revisions', async () => {
    const created = await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, {
      body: { Slug: 'tagged', ToolchainType: 'Kubernetes/YAML' },
    })
    expect(created.status).toBe(200)
    const tag = await addOne('Tag', 'short-lived')
    const where = `Slug = 'tagged' AND SpaceID = '${ground.SpaceID}'`
    const tagged = await call(hub, 'POST', '/unit/tag', { query: { where }, body: { TagID: tag.id } })
    expect(tagged.status).toBe(200)
    const carrying = `Unit.Slug = 'tagged' AND SpaceID = '${ground.SpaceID}' AND LEN(Tags) > 0`
    const list = async () =>
      z.array(z.unknown()).parse((await get(hub, '/revision', { where: carrying })).json)

    expect(await list()).toHaveLength(1)
    expect((await call(hub, 'DELETE', at('tag', tag.id))).status).toBe(200)
    expect(await list()).toEqual([])
  })

  const missing: readonly (readonly [Name, Record<string, unknown>])[] = [
    ['Filter', { FromSpaceID: nobody }],
    ['View', { FilterID: nobody }],
    ['Trigger', { UnitFilterID: nobody }],
    ['Trigger', { FunctionName: undefined, InvocationID: nobody }],
    ['Trigger', { BridgeWorkerID: nobody }],
    ['Target', { TriggerFilterID: nobody }],
    ['Invocation', { BridgeWorkerID: nobody }],
    ['Link', { FromUnitID: nobody }],
    ['Link', { ToUnitID: nobody }],
    ['Link', { TransformInvocationID: nobody }],
  ]
  it.each(missing)('of a %s to something that does not exist are refused: %o', async (name, body) => {
    const kind = kindOf(name)
    const fresh = await newGround(
      hub,
      `missing-${name.toLowerCase()}-${Object.keys(body).join('-').toLowerCase()}`,
    )
    const answer = await call(hub, 'POST', `/space/${fresh.SpaceID}/${kind.path}`, {
      body: { ...kind.body(fresh), Slug: 'dangling', ...body },
    })

    expect(answer.status).toBe(404)
    expect(EnvelopeShape.parse(answer.json).Message).toContain(nobody)
  })

  it('of a Unit or a Space to a Target that does not exist are refused', async () => {
    const unit = { Slug: 'dangling', ToolchainType: 'Kubernetes/YAML', TargetID: nobody }
    const answers = [
      await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body: unit }),
      await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { ReleaseTargetID: nobody } }),
      await call(hub, 'POST', '/space', { body: { Slug: 'dangling', ReleaseTargetID: nobody } }),
      await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { TriggerFilterID: nobody } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  })

  it('let a Space be deleted with everything in it, unless a gate inside forbids it or another Space needs it', async () => {
    const doomed = await newGround(hub, 'doomed')
    for (const kind of kinds) await add(doomed, kind, { Slug: `in-${kind.path.replace('_', '-')}` })
    await referToOwn(doomed)
    written(
      await putDocument(
        hub,
        { path: `/space/${doomed.SpaceID}/unit/${doomed.units[0]}` },
        'kind: ConfigMap\n',
      ),
    )
    const path = `/space/${doomed.SpaceID}`
    const remove = (query = {}) => call(hub, 'DELETE', path, { query })
    const gated = await add(doomed, kindOf('Filter'), { Slug: 'gated', DeleteGates: { audit: true } })
    const survivor = await newGround(hub, 'survivor')
    const link = await add(survivor, kindOf('Link'), { Slug: 'from-outside', ToUnitID: doomed.units[1] })

    expect((await remove()).status).toBe(409)
    expect(EnvelopeShape.parse((await remove({ recursive: true })).json).Message).toContain('from-outside')
    await call(hub, 'DELETE', `/space/${survivor.SpaceID}/link/${link.id}`)
    expect(EnvelopeShape.parse((await remove({ recursive: true })).json).Message).toContain('audit')
    expect((await get(hub, `${path}/filter/${gated.id}`)).status).toBe(200)
    expect((await remove({ recursive_force: true })).status).toBe(200)
    expect((await get(hub, path)).status).toBe(404)
    for (const kind of kinds) {
      const where = `SpaceID = '${doomed.SpaceID}'`
      expect((await get(hub, `/${kind.path}`, { where, include_hidden: '*' })).json).toEqual([])
    }
  })
})
