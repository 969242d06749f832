import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get } from '#tests/contract/http.ts'
import {
  lastReleased,
  manifest,
  publish,
  published,
  type ReleaseGround,
  releaseGround,
  rewrite,
} from '#tests/contract/releases.ts'
import { EnvelopeShape, ExtendedRevisionShape, UnitDataShape } from '#tests/contract/shapes/answers.ts'
import { entity } from '#tests/contract/shapes/clone.ts'
import { extendedShapes } from '#tests/contract/shapes/extended.ts'
import { addSpace, addTrigger, addUnit, settled } from '#tests/contract/triggers.ts'

const List = z.array(extendedShapes.Release)

async function listed({ hub, SpaceID }: ReleaseGround, query: Record<string, string | number> = {}) {
  const answer = await get(hub, `/space/${SpaceID}/release`, { order_by: 'DESC:ReleaseNum', ...query })
  return List.parse(answer.json)
}

/** Name -> content of the files of a gzipped tar archive, as tar itself reads them. */
async function filesOf(url: string, token: string): Promise<Record<string, string>> {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}` } })
  const directory = mkdtempSync(join(tmpdir(), 'release-'))
  try {
    const input = Buffer.from(await response.arrayBuffer())
    execFileSync('tar', ['-x', '-z', '-C', directory], { input })
    return Object.fromEntries(
      readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
}

describe.each(inject('writingHubs'))('Releases on $database (contract 4.9)', (hub) => {
  it('bundle the Units of the release Target at their heads', async () => {
    const ground = await releaseGround(hub, 'release-heads')
    const { SpaceID, TargetID } = ground
    const head = await rewrite(ground, ground.web, manifest('web', 2))

    const { Release } = await published(ground, {
      Labels: { env: 'prod' },
      Annotations: { ticket: 'OPS-1' },
    })

    expect(Release).toMatchObject({
      SpaceID,
      TargetID,
      ReleaseNum: 1,
      UnitCount: 2,
      Published: true,
      Labels: { env: 'prod' },
      Annotations: { ticket: 'OPS-1' },
      LiveStatus: { Health: 'Healthy', Sync: 'Synced', Operation: 'Succeeded' },
    })
    expect(Release.LiveStatus?.Message).toContain('simulated by the embedded hub')
    expect(Release.LiveStatus?.Reporter).toBe('simulated by the embedded hub')
    expect(await lastReleased(ground)).toEqual({ web: head, api: 2, aside: undefined })
    const where = `SpaceID = '${SpaceID}' AND Releases ? '${Release.ReleaseID}'`
    const members = await get(hub, '/revision', { where, include: 'Releases,UnitID' })
    const revisions = z.array(ExtendedRevisionShape).parse(members.json)
    expect(
      Object.fromEntries(revisions.map(({ Unit, Revision }) => [Unit?.Slug, Revision.RevisionNum])),
    ).toEqual({
      web: head,
      api: 2,
    })
    for (const { Releases } of revisions) expect(Releases).toEqual([Release])
    const released = await get(hub, '/unit', {
      where: `SpaceID = '${SpaceID}' AND HeadRevisionNum > LastReleasedRevisionNum AND TargetID IS NOT NULL`,
    })
    expect(released.json).toEqual([])
  })

  it('return their documents as a gzipped tar archive that never changes', async () => {
    const ground = await releaseGround(hub, 'release-archive')
    const long = 'x'.repeat(120)
    await addUnit(hub, ground.SpaceID, long, manifest('long', 1), { TargetID: ground.TargetID })
    const { Release } = await published(ground)
    await rewrite(ground, ground.web, manifest('web', 9))
    await call(hub, 'DELETE', `/space/${ground.SpaceID}/unit/${ground.api}`)

    const data = `/space/${ground.SpaceID}/release/${Release.ReleaseID}/data`
    const answer = await fetch(`${hub.url}${data}`, {
      headers: { Authorization: `Bearer ${hub.adminToken}` },
    })

    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('Content-Type')).toBe('application/gzip')
    expect(answer.headers.get('ETag')).toBe(`"${Release.Digest}"`)
    expect(bytes).toHaveLength(Release.DataSize ?? 0)
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(Release.Digest)
    expect(await filesOf(`${hub.url}${data}`, hub.adminToken)).toEqual({
      'web.yaml': manifest('web', 1),
      'api.yaml': manifest('api', 1),
      [`${long}.yaml`]: manifest('long', 1),
    })
    const again = await call(hub, 'GET', data, { headers: { 'If-None-Match': `"${Release.Digest}"` } })
    expect(again.status).toBe(304)
  })

  it('are not made again when nothing changed, except for another Tag', async () => {
    const ground = await releaseGround(hub, 'release-unchanged')
    const first = await published(ground)
    const same = await published(ground)
    const TagID = await entity(hub, ground.SpaceID, 'tag', { Slug: 'v1' })
    const tagged = await published(ground, { TagID })

    expect(same.Release).toEqual(first.Release)
    expect(tagged.Release).toMatchObject({ ReleaseNum: 2, TagID, Digest: first.Release.Digest })
    const [latest, before] = await listed(ground, { include: 'TagID' })
    expect(latest?.Tag?.Slug).toBe('v1')
    expect(before?.Release.LiveStatus).toMatchObject({ Sync: 'OutOfSync', Health: 'Unknown' })
    expect(before?.Release.LiveStatus?.Message).toContain('the Target runs release 2')
  })

  it('put a Tag named after their number on the revisions they bundle, deleted with them', async () => {
    const ground = await releaseGround(hub, 'release-own-tag')
    await entity(hub, ground.SpaceID, 'tag', { Slug: 'release-1' })

    await published(ground)
    await rewrite(ground, ground.web, manifest('web', 2))
    const second = await published(ground)

    const [two, one] = await listed(ground, { include: 'TagID' })
    expect(two?.Tag).toMatchObject({ Slug: 'release-2', ReleaseID: second.Release.ReleaseID })
    // The name was already taken.
    expect(one?.Tag?.Slug).toMatch(/^release-1-./)
    const where = `SpaceID = '${ground.SpaceID}' AND Tags ? '${second.Release.TagID}'`
    const tagged = await get(hub, '/revision', { where, include: 'UnitID' })
    const revisions = z.array(ExtendedRevisionShape).parse(tagged.json)
    expect(
      Object.fromEntries(revisions.map(({ Unit, Revision }) => [Unit?.Slug, Revision.RevisionNum])),
    ).toEqual({ web: 3, api: 2 })
  })

  it('protect their Tag, and its revisions keep it', async () => {
    const ground = await releaseGround(hub, 'release-fixed-tag')
    const ToSpaceID = await addSpace(hub, 'release-fixed-tag-elsewhere')
    const { TagID } = (await published(ground)).Release
    const where = `SpaceID = '${ground.SpaceID}'`

    const moved = await call(hub, 'POST', '/tag/move', { query: { where }, body: { ToSpaceID } })
    const taken = await call(hub, 'POST', '/unit/tag', {
      query: { where },
      body: { TagID, Revision: 'Remove' },
    })

    expect([moved.status, taken.status]).toEqual([409, 400])
  })

  it('can be published again by the Tag of an earlier one, which stays as long as one of them exists', async () => {
    const ground = await releaseGround(hub, 'release-back')
    const first = await published(ground)
    await rewrite(ground, ground.web, manifest('web', 2))
    const second = await published(ground)
    const path = `/space/${ground.SpaceID}`

    const again = await published(ground, { TagID: first.Release.TagID })
    expect(again.Release).toMatchObject({ ReleaseNum: 3, TagID: first.Release.TagID })
    expect(await lastReleased(ground)).toMatchObject({ web: 2, api: 2 })
    expect((await call(hub, 'DELETE', `${path}/tag/${second.Release.TagID}`)).status).toBe(409)
    await call(hub, 'DELETE', `${path}/release/${second.Release.ReleaseID}`)
    expect((await get(hub, `${path}/tag/${second.Release.TagID}`)).status).toBe(404)
    await call(hub, 'DELETE', `${path}/release/${first.Release.ReleaseID}`)
    expect((await get(hub, `${path}/tag/${first.Release.TagID}`)).status).toBe(200)
  })

  it('are numbered by their Target, whichever Space publishes to it', async () => {
    const ground = await releaseGround(hub, 'release-numbers-a')
    const other = await releaseGround(hub, 'release-numbers-b')
    const path = `/space/${other.SpaceID}`
    await call(hub, 'PATCH', path, { body: { ReleaseTargetID: ground.TargetID } })
    await call(hub, 'PATCH', `${path}/unit/${other.web}`, { body: { TargetID: ground.TargetID } })

    const numbers = [await published(ground), await published(other)].map(({ Release }) => Release.ReleaseNum)

    expect(numbers).toEqual([1, 2])
  })

  it('bundle the newest revision with the Tag, and the head of a Unit without one', async () => {
    const ground = await releaseGround(hub, 'release-tag')
    const TagID = await entity(hub, ground.SpaceID, 'tag', { Slug: 'pinned' })
    const query = { where: `SpaceID = '${ground.SpaceID}' AND Slug = 'web'` }
    await call(hub, 'POST', '/unit/tag', { query, body: { TagID, Revision: 'HeadRevisionNum' } })
    await rewrite(ground, ground.web, manifest('web', 3))
    const api = await rewrite(ground, ground.api, manifest('api', 3))

    const { Release } = await published(ground, { TagID })

    expect(await lastReleased(ground)).toMatchObject({ web: 2, api })
    const url = `${hub.url}/space/${ground.SpaceID}/release/${Release.ReleaseID}/data`
    expect(await filesOf(url, hub.adminToken)).toEqual({
      'web.yaml': manifest('web', 1),
      'api.yaml': manifest('api', 3),
    })
    const deleted = await call(hub, 'DELETE', `/space/${ground.SpaceID}/tag/${TagID}`)
    expect(deleted.status).toBe(409)
  })

  it('are numbered without gaps or repeats when many publish at once', async () => {
    const ground = await releaseGround(hub, 'release-at-once')
    const tags: string[] = []
    for (const at of Array.from({ length: 8 }).keys())
      tags.push(await entity(hub, ground.SpaceID, 'tag', { Slug: `t${at}` }))

    const all = await Promise.all(tags.map((TagID) => published(ground, { TagID })))

    expect(all.map(({ Release }) => Release.ReleaseNum).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const live = (await listed(ground)).filter(({ Release }) => Release.LiveStatus?.Sync === 'Synced')
    expect(live.map(({ Release }) => Release.ReleaseNum)).toEqual([8])
  })

  it('can be withdrawn, which returns the Units to the Release before', async () => {
    const ground = await releaseGround(hub, 'release-withdrawn')
    const first = await published(ground)
    const head = await rewrite(ground, ground.web, manifest('web', 2))
    const second = await published(ground)
    const path = `/space/${ground.SpaceID}/release/${second.Release.ReleaseID}`
    expect(await lastReleased(ground)).toMatchObject({ web: head, api: 2 })

    const answer = await call(hub, 'POST', `${path}/withdraw`)

    const withdrawn = extendedShapes.Release.shape.Release.parse(answer.json)
    expect(withdrawn).toMatchObject({ LiveStatus: { Health: 'Missing', Sync: 'OutOfSync' } })
    expect(withdrawn).not.toHaveProperty('Published')
    expect(await lastReleased(ground)).toMatchObject({ web: 2, api: 2 })
    expect((await get(hub, `${path}/data`)).status).toBe(404)
    const live = await listed(ground, { where: 'Published = true' })
    expect(live.map(({ Release }) => [Release.ReleaseID, Release.LiveStatus?.Sync])).toEqual([
      [first.Release.ReleaseID, 'Synced'],
    ])
    const third = await published(ground)
    expect(third.Release.ReleaseNum).toBe(3)
  })

  it('are deleted without a trace, unless a gate or a Unit prevents it', async () => {
    const ground = await releaseGround(hub, 'release-deleted')
    const { Release } = await published(ground, { DeleteGates: { retention: true } })
    const path = `/space/${ground.SpaceID}/release/${Release.ReleaseID}`
    const web = `/space/${ground.SpaceID}/unit/${ground.web}`

    expect((await call(hub, 'DELETE', path)).status).toBe(409)
    const patched = await call(hub, 'PATCH', path, {
      body: { DeleteGates: { retention: null }, Labels: { a: 'b' } },
    })
    expect(extendedShapes.Release.shape.Release.parse(patched.json)).toMatchObject({
      Labels: { a: 'b' },
      Digest: Release.Digest,
    })
    await call(hub, 'PATCH', web, { body: { DestroyGates: { keep: true } } })
    expect((await call(hub, 'DELETE', path)).status).toBe(422)
    expect((await call(hub, 'POST', `${path}/withdraw`)).status).toBe(422)
    await call(hub, 'PATCH', web, { body: { DestroyGates: { keep: null } } })
    expect((await call(hub, 'DELETE', path)).status).toBe(200)

    expect((await get(hub, path)).status).toBe(404)
    expect(await lastReleased(ground)).toEqual({ web: undefined, api: undefined, aside: undefined })
    const where = `Releases ? '${Release.ReleaseID}'`
    expect((await get(hub, '/revision', { where })).json).toEqual([])
  })

  it('wait for validation', async () => {
    const ground = await releaseGround(hub, 'release-gated')
    await addTrigger(hub, ground.SpaceID, 'placeholders', { FunctionName: 'vet-placeholders' })
    const path = `/space/${ground.SpaceID}/unit/${ground.web}`
    await rewrite(ground, ground.web, manifest('confighubplaceholder', 1))

    const waiting = await publish(ground)
    await settled(hub, { path })
    const failed = await publish(ground)
    await rewrite(ground, ground.web, manifest('web', 4))
    await settled(hub, { path })
    const { Release } = await published(ground)

    for (const answer of [waiting, failed]) {
      expect(answer.status).toBe(422)
      expect(EnvelopeShape.parse(answer.json).message).toContain('outstanding ValidationErrors')
    }
    expect(EnvelopeShape.parse(failed.json).message).toContain('release-gated/placeholders/vet-placeholders')
    expect(Release.ReleaseNum).toBe(1)
  })

  it.each([
    ['dry_run in the query', {}, { dry_run: true }, 400],
    ['a ChangeOrder', { ChangeOrderID: '0f4e7a52-1111-4222-8333-944455566677' }, {}, 501],
    ['PriorRevisions', { PriorRevisions: 'Skip' }, {}, 501],
    ['a Tag nobody has', { TagID: '0f4e7a52-1111-4222-8333-944455566677' }, {}, 404],
    ['a base name with a slash', { BundleBaseName: 'a/b' }, {}, 400],
    ['a wrong label', { Labels: { 'a b': 'c' } }, {}, 400],
  ])('refuse %s', async (name, body, query, status) => {
    const ground = await releaseGround(hub, `release-no-${name.replaceAll(' ', '-')}`)

    const path = `/space/${ground.SpaceID}/release`
    expect((await call(hub, 'POST', path, { body, query })).status).toBe(status)
    expect(await listed(ground)).toEqual([])
  })

  it('refuse a Space without a release Target, or without Units that are published to it', async () => {
    const other = await releaseGround(hub, 'release-not-oci', 'None')
    const none = await releaseGround(hub, 'release-no-target')
    await call(hub, 'PATCH', `/space/${none.SpaceID}`, { body: { ReleaseTargetID: null } })
    const empty = await releaseGround(hub, 'release-no-units')
    await call(hub, 'PATCH', '/unit', {
      query: { where: `SpaceID = '${empty.SpaceID}'` },
      body: { TargetID: null },
    })

    for (const ground of [other, none, empty]) expect((await publish(ground)).status).toBe(422)
  })

  it('need Edit of the Space and Use of the Target', async () => {
    const ground = await releaseGround(hub, 'release-permissions')
    const elsewhere = await addSpace(hub, 'release-permissions-target')
    const TargetID = await entity(hub, elsewhere, 'target', { Slug: 'far' })

    expect((await publish(ground, {}, 'auditor@trading.com')).status).toBe(403)
    expect((await publish(ground, {}, 'alice@trading.com')).status).toBe(200)
    await call(hub, 'PATCH', `/space/${ground.SpaceID}`, { body: { ReleaseTargetID: TargetID } })
    await call(hub, 'PATCH', '/unit', {
      query: { where: `SpaceID = '${ground.SpaceID}'` },
      body: { TargetID },
    })
    const nobody = { UserIDs: { '0f4e7a52-1111-4222-8333-944455566677': true } }
    await call(hub, 'PATCH', `/space/${elsewhere}`, { body: { Permissions: { Use: nobody, Edit: nobody } } })
    expect((await publish(ground, {}, 'alice@trading.com')).status).toBe(403)
    expect((await publish(ground)).status).toBe(200)
  })

  it('are found across Spaces, selected and paged', async () => {
    const grounds = [await releaseGround(hub, 'release-list-a'), await releaseGround(hub, 'release-list-b')]
    for (const ground of grounds) await published(ground)
    const where = `SpaceID IN ('${grounds.map(({ SpaceID }) => SpaceID).join("', '")}') AND Published = true`
    const select = 'ReleaseID,SpaceID,TargetID,ReleaseNum,ManifestDigest,CreatedAt,Published,LiveStatus'

    const page = await get(hub, '/release', { where, select, limit: 1 })
    const token = page.headers.get('ConfigHub-Continue') ?? ''
    const rest = await get(hub, '/release', { where, select, limit: 1, continue: token })

    const items = [page, rest].flatMap(({ json }) => List.parse(json))
    expect(new Set(items.map(({ Release }) => Release.SpaceID))).toEqual(
      new Set(grounds.map(({ SpaceID }) => SpaceID)),
    )
    for (const { Release } of items) {
      expect(Release.ManifestDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(Release.Digest).toBeUndefined()
    }
    const [summary] = z
      .array(z.object({ TotalReleaseCount: z.int(), UnreleasedUnitCount: z.int().optional() }))
      .parse((await get(hub, '/space', { where: `SpaceID = '${grounds[0]?.SpaceID}'`, summary: true })).json)
    expect(summary).toMatchObject({ TotalReleaseCount: 1 })
  })

  it('accept labels and what their Target reports, given the Version that was read', async () => {
    const ground = await releaseGround(hub, 'release-reported')
    const { Release } = await published(ground)
    const path = `/space/${ground.SpaceID}/release/${Release.ReleaseID}`
    const LiveStatus = { Health: 'Degraded', Sync: 'Synced', Reporter: 'argo' }
    const Labels = { Ring: 'one' }

    const put = await call(hub, 'PUT', path, { body: { Labels, LiveStatus, Version: Release.Version } })
    const patched = await call(hub, 'PATCH', path, { body: { LiveStatus: { Health: 'Healthy' } } })

    expect(put.json).toMatchObject({ Labels, LiveStatus })
    expect((await get(hub, path)).json).toMatchObject({
      Release: { Labels, LiveStatus: { ...LiveStatus, Health: 'Healthy' } },
    })
    expect(patched.status).toBe(200)
    const late = { Labels: {}, Version: Release.Version }
    expect((await call(hub, 'PUT', path, { body: late })).status).toBe(409)
  })

  it('are not made when the body asks for a dry run, which returns what they would be', async () => {
    const ground = await releaseGround(hub, 'release-dry')
    const { Release } = await published(ground, { DryRun: true })

    expect(Release).toMatchObject({ ReleaseNum: 1, UnitCount: 2 })
    expect(await listed(ground)).toEqual([])
  })

  it('are deleted with their Space', async () => {
    const ground = await releaseGround(hub, 'release-with-space')
    const TagID = await entity(hub, ground.SpaceID, 'tag', { Slug: 'v1' })
    await published(ground, { TagID })

    const answer = await call(hub, 'DELETE', `/space/${ground.SpaceID}`, { query: { recursive: true } })

    expect(answer.status).toBe(200)
    expect((await get(hub, '/release', { where: `SpaceID = '${ground.SpaceID}'` })).json).toEqual([])
  })

  it('serve as a revision reference', async () => {
    const ground = await releaseGround(hub, 'release-reference')
    await published(ground)
    await rewrite(ground, ground.web, manifest('web', 7))

    const query = { from: 'LastReleasedRevisionNum', to: 'HeadRevisionNum' }
    const answer = await get(hub, `/space/${ground.SpaceID}/unit/${ground.web}/diff`, query)

    expect(answer.json).toMatchObject({ FromRevisionNum: 2, ToRevisionNum: 3 })
    const data = await get(hub, '/unit_data', { where: `UnitID = '${ground.web}'` })
    expect(z.array(UnitDataShape).parse(data.json)[0]?.Data).toBe(manifest('web', 7))
  })
})
