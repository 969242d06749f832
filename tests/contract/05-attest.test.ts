import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { attest, attestedIn, attestedSpaces, attestIn, idOf } from '#tests/contract/attestations.ts'
import { call, get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { manifest, publish, published, releaseGround, rewrite } from '#tests/contract/releases.ts'
import { EnvelopeShape, ExtendedRevisionShape } from '#tests/contract/shapes/answers.ts'
import { nobody } from '#tests/contract/shapes/clone.ts'
import { extendedShapes } from '#tests/contract/shapes/extended.ts'
import { addSpace, addTrigger, addUnit, settled } from '#tests/contract/triggers.ts'
import { putDocument } from '#tests/contract/units.ts'

const alice = 'alice@trading.com'
const bob = 'bob@trading.com'
const unknown = '0f4e7a52-1111-4222-8333-944455566677'

async function list(hub: HubAddress, where: string, query: Record<string, string> = {}) {
  const answer = await get(hub, '/attestation', { where, ...query })
  if (answer.status !== 200) throw new Error(`/attestation: ${answer.status} ${answer.text}`)
  return z.array(extendedShapes.Attestation).parse(answer.json)
}

/** Unit Slug -> number of the revision that carries the Attestation. */
async function carriers(hub: HubAddress, AttestationID: string) {
  const query = { where: `Attestations ? '${AttestationID}'`, include: 'Attestations,UnitID' }
  const items = z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)
  for (const item of items)
    expect(item.Attestations?.map((each) => each.AttestationID)).toContain(AttestationID)
  return Object.fromEntries(items.map(({ Unit, Revision }) => [Unit?.Slug, Revision.RevisionNum]))
}

async function twoSpaces(hub: HubAddress, slug: string, more: object = {}) {
  const first = await addSpace(hub, `${slug}-a`)
  const second = await addSpace(hub, `${slug}-b`, more)
  for (const SpaceID of [first, second])
    for (const name of ['web', 'api']) await addUnit(hub, SpaceID, name, manifest(name, 1))
  return { first, second, WhereSpace: `Slug LIKE '${slug}-%'` }
}

describe.each(inject('writingHubs'))('attest on $database (contract 4.9)', (hub) => {
  it('records one Attestation per Space, with the revisions it covers', async () => {
    const { first, second, WhereSpace } = await twoSpaces(hub, 'attest-heads')

    const body = { WhereSpace, WhereUnit: "Slug = 'web'", Note: 'seen it' }
    const spaces = await attestedSpaces(hub, body)

    expect(spaces.map(({ SpaceID }) => SpaceID).sort()).toEqual([first, second].sort())
    for (const { SpaceID, SpaceSlug, Attestation, Subjects } of spaces) {
      expect(Attestation).toMatchObject({
        SpaceID,
        SpaceSlug,
        Type: 'Approval',
        Result: 'Pass',
        Note: 'seen it',
      })
      expect(Subjects).toMatchObject([{ UnitSlug: 'web', RevisionNum: 2 }])
      expect(await carriers(hub, idOf(Attestation))).toEqual({ web: 2 })
    }
    const found = await list(
      hub,
      `SpaceID IN ('${first}', '${second}') AND Type = 'Approval' AND Result = 'Pass'`,
      { include: 'SpaceID' },
    )
    expect(found).toHaveLength(2)
    expect(found.map(({ Space }) => Space?.SpaceID).sort()).toEqual([first, second].sort())
  })

  it('as a dry run reports what it would record, and records nothing', async () => {
    const { first, WhereSpace } = await twoSpaces(hub, 'attest-dry')

    const spaces = await attestedSpaces(hub, { WhereSpace }, { query: { dry_run: true } })
    const one = await attestedIn(hub, first, { Type: 'SecurityReview' }, { query: { dry_run: true } })

    expect(spaces.map(({ Subjects }) => Subjects?.length)).toEqual([2, 2])
    expect(one.Attestation).toMatchObject({ Type: 'SecurityReview' })
    for (const { Attestation } of [...spaces, one]) expect(Attestation).not.toHaveProperty('AttestationID')
    expect(await list(hub, `SpaceID = '${first}'`)).toEqual([])
    const revisions = await get(hub, '/revision', { where: `SpaceID = '${first}' AND LEN(Attestations) > 0` })
    expect(revisions.json).toEqual([])
  })

  it('continues after a Space that refuses', async () => {
    const { first, second, WhereSpace } = await twoSpaces(hub, 'attest-mixed', {
      Permissions: { Edit: nobody },
    })

    const spaces = await attestedSpaces(hub, { WhereSpace }, { as: alice }, 207)

    const bySpace = Object.fromEntries(spaces.map((each) => [each.SpaceID, each]))
    expect(bySpace[first]?.Subjects).toHaveLength(2)
    expect(bySpace[second]).toMatchObject({
      SpaceSlug: 'attest-mixed-b',
      Error: { Status: 403, ErrorMetadata: { EntityID: second, EntityType: 'Space' } },
    })
    expect(await list(hub, `SpaceID = '${second}'`)).toEqual([])
  })

  it('skips Units that have no such revision', async () => {
    const SpaceID = await addSpace(hub, 'attest-skipped')
    const web = await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    await addUnit(hub, SpaceID, 'api', manifest('api', 1))
    const tag = await call(hub, 'POST', `/space/${SpaceID}/tag`, { body: { Slug: 'v1' } })
    const { TagID } = z.looseObject({ TagID: z.uuid() }).parse(tag.json)
    await call(hub, 'POST', '/unit/tag', {
      query: { where: `UnitID = '${web.UnitID}'` },
      body: { TagID, Revision: '1' },
    })

    const tagged = await attestedIn(hub, SpaceID, {
      Revision: `Tag:${TagID}`,
      Result: 'Fail',
      Note: 'breaks',
    })
    const nothing = await attestedIn(hub, SpaceID, { Revision: 'LastReleasedRevisionNum' })

    expect(tagged.Attestation).toMatchObject({ Result: 'Fail' })
    expect(tagged.Subjects).toMatchObject([{ UnitSlug: 'web', RevisionNum: 1 }])
    expect(tagged.SkippedUnits).toMatchObject([{ UnitSlug: 'api' }])
    expect(nothing).toMatchObject({ Subjects: [], SkippedUnits: [{}, {}] })
    expect(nothing.Attestation).toBeUndefined()
    expect(await list(hub, `SpaceID = '${SpaceID}'`)).toHaveLength(1)
  })

  it('stores claims, evidence and an expiry, and finds them', async () => {
    const SpaceID = await addSpace(hub, 'attest-fields')
    await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    const evidence = idOf((await attestedIn(hub, SpaceID, { Type: 'TestRun' })).Attestation)
    const ExpiresAt = '2999-01-01T00:00:00.000Z'
    const statement = { Claims: { 'tracker/change': 'CHG1' }, EvidenceAttestationIDs: [evidence], ExpiresAt }

    const recorded = await attestedIn(hub, SpaceID, statement, { as: alice })

    expect(recorded.Attestation).toMatchObject(statement)
    const id = idOf(recorded.Attestation)
    const one = await get(hub, `/space/${SpaceID}/attestation/${id}`, { include: 'SpaceID' })
    expect(extendedShapes.Attestation.parse(one.json)).toMatchObject({
      Attestation: statement,
      Space: { SpaceID },
    })
    const inSpace = `SpaceID = '${SpaceID}'`
    const found = async (where: string) =>
      (await list(hub, `${inSpace} AND ${where}`)).map(({ Attestation }) => Attestation.AttestationID)
    expect(await found("User.Username = 'alice@trading.com'")).toEqual([id])
    expect(await found("ExpiresAt > '2998-01-01'")).toEqual([id])
    expect(await found('ExpiresAt IS NULL')).toEqual([evidence])
    expect(await found("Type = 'TestRun'")).toEqual([evidence])
  })

  it('covers a Release', async () => {
    const ground = await releaseGround(hub, 'attest-release')
    const { Release } = await published(ground)
    await rewrite(ground, ground.web, manifest('web', 5))

    const { ReleaseID } = Release
    const healthy = await attestedIn(hub, ground.SpaceID, { Type: 'Healthy', ReleaseID })

    expect(await carriers(hub, idOf(healthy.Attestation))).toEqual({ web: 2, api: 2 })
    expect(healthy.SkippedUnits).toMatchObject([{ UnitSlug: 'aside' }])
    const [item] = await list(hub, `ReleaseID = '${ReleaseID}'`)
    expect(item?.Attestation.ReleaseID).toBe(ReleaseID)
    const path = `/space/${ground.SpaceID}/release/${ReleaseID}`
    expect((await call(hub, 'DELETE', path)).status).toBe(409)
    await call(hub, 'POST', `${path}/withdraw`)
    expect((await attestIn(hub, ground.SpaceID, { ReleaseID })).status).toBe(422)
    expect((await attestIn(hub, ground.SpaceID, { ReleaseID: unknown })).status).toBe(404)
  })

  it('opens a gate that asks for approvals, and revoking closes it', async () => {
    const SpaceID = await addSpace(hub, 'attest-gate')
    await addTrigger(hub, SpaceID, 'approved', {
      FunctionName: 'vet-approvedby',
      Arguments: [{ ParameterName: 'num-approvers', Value: 2 }],
    })
    const web = await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    const gates = async () => Object.keys((await settled(hub, web)).ValidationErrors ?? {})
    const WhereSpace = "Slug = 'attest-gate'"
    const gate = 'attest-gate/approved/vet-approvedby'
    expect(await gates()).toEqual([gate])

    await attestedSpaces(hub, { WhereSpace }, { as: alice })
    expect(await gates()).toEqual([gate])
    const [bobs] = await attestedSpaces(hub, { WhereSpace }, { as: bob })
    expect(await gates()).toEqual([])
    const RevokedAttestationID = idOf(bobs?.Attestation)
    const revocation = await attestedIn(
      hub,
      SpaceID,
      { RevokedAttestationID, Note: 'wrong one' },
      { as: bob },
    )

    expect(await gates()).toEqual([gate])
    expect(revocation).toMatchObject({ Subjects: [], Attestation: { RevokedAttestationID } })
  })

  it('is revoked once, by whoever recorded it or manages the Space', async () => {
    const { UserID } = z
      .looseObject({ UserID: z.uuid() })
      .parse((await call(hub, 'GET', '/me', { as: bob })).json)
    const Manage = { UserIDs: { [UserID]: true } }
    const SpaceID = await addSpace(hub, 'attest-revoke', { Permissions: { Manage } })
    await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    const first = idOf((await attestedIn(hub, SpaceID, {})).Attestation)
    const own = idOf((await attestedIn(hub, SpaceID, { Type: 'Review' }, { as: alice })).Attestation)

    const foreign = await attestIn(hub, SpaceID, { RevokedAttestationID: first }, { as: alice })
    const revoked = await attestedIn(hub, SpaceID, { RevokedAttestationID: own }, { as: alice })
    await attestedIn(hub, SpaceID, { RevokedAttestationID: first, Note: 'as a manager' }, { as: bob })
    const again = await attestIn(hub, SpaceID, { RevokedAttestationID: first })
    const revocation = await attestIn(hub, SpaceID, { RevokedAttestationID: idOf(revoked.Attestation) })

    expect(foreign.status).toBe(403)
    expect(revoked.Attestation).toMatchObject({ Type: 'Review', RevokedAttestationID: own })
    expect(again.status).toBe(409)
    expect(revocation.status).toBe(422)
    const found = await list(hub, `RevokedAttestationID = '${first}'`)
    expect(found.map(({ Attestation }) => Attestation.Note)).toEqual(['as a manager'])
    // What was claimed stays on record.
    expect(await carriers(hub, first)).toEqual({ web: 2 })
  })

  it('is revoked by only one of two concurrent requests', async () => {
    const SpaceID = await addSpace(hub, 'attest-revoke-race')
    await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    const RevokedAttestationID = idOf((await attestedIn(hub, SpaceID, {})).Attestation)

    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => attestIn(hub, SpaceID, { RevokedAttestationID })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('works alongside writes, publishing, withdrawing and Triggers on the same Units', async () => {
    const ground = await releaseGround(hub, 'attest-beside')
    const { SpaceID } = ground
    await addTrigger(hub, SpaceID, 'approved', {
      FunctionName: 'vet-approvedby',
      Warn: true,
      Arguments: [{ ParameterName: 'num-approvers', Value: 1 }],
    })
    const path = `/space/${SpaceID}/release/${(await published(ground)).Release.ReleaseID}/withdraw`
    const rounds = Array.from({ length: 8 }, (_, at) => at)

    const answers = await Promise.all(
      rounds.flatMap((at) => [
        attestIn(hub, SpaceID, { Note: String(at) }),
        putDocument(hub, { path: `/space/${SpaceID}/unit/${ground.web}` }, manifest('web', at + 10)),
        putDocument(hub, { path: `/space/${SpaceID}/unit/${ground.api}` }, manifest('api', at + 10)),
        at % 2 === 0 ? publish(ground) : call(hub, 'POST', path),
      ]),
    )

    // Publishing waits for Triggers with 422; nothing else has a reason to fail.
    const failed = answers.filter(({ status }) => status !== 200)
    expect(failed.filter(({ text }) => !text.includes('outstanding ValidationErrors'))).toEqual([])
    const recorded = await list(hub, `SpaceID = '${SpaceID}'`)
    expect(recorded.map(({ Attestation }) => Attestation.Note).sort()).toEqual(rounds.map(String))
    for (const { Attestation } of recorded)
      expect(Object.keys(await carriers(hub, Attestation.AttestationID)).sort()).toEqual([
        'api',
        'aside',
        'web',
      ])
  })

  it.each([
    [{}, 400],
    [{ WhereSpace: "Slug = 'x'", Revision: 'yesterday' }, 400],
    [{ WhereSpace: "Slug = 'x'", Result: 'Maybe' }, 400],
    [{ WhereSpace: 'Colour = 1' }, 400],
    [{ WhereSpace: "Slug = 'x'", WhereUnit: 'Colour = 1' }, 400],
    [{ WhereSpace: "Slug = 'x'", ExpiresAt: '2001-01-01T00:00:00Z' }, 400],
    [{ WhereSpace: "Slug = 'x'", ExpiresAt: 'tomorrow' }, 400],
    [{ SpaceFilterID: unknown }, 404],
    [{ WhereSpace: "Slug = 'x'", ChangeOrderID: unknown }, 501],
    [{ WhereSpace: "Slug = 'x'", TargetStage: 'prod' }, 501],
  ])('refuses %j with %i', async (body, status) => {
    const answer = await attest(hub, body)

    expect(answer.status).toBe(status)
    EnvelopeShape.parse(answer.json)
  })

  it('accepts a stored Filter of Spaces, and an empty selection', async () => {
    const { first, WhereSpace } = await twoSpaces(hub, 'attest-filter')
    const body = { Slug: 'those', From: 'Space', Where: "Slug LIKE '%-filter-b'" }
    const filter = await call(hub, 'POST', `/space/${first}/filter`, { body })
    const { FilterID } = z.looseObject({ FilterID: z.uuid() }).parse(filter.json)

    const spaces = await attestedSpaces(hub, { WhereSpace, SpaceFilterID: FilterID })
    const none = await attestedSpaces(hub, { WhereSpace: "Slug = 'nobody-has-this'" })

    expect(spaces.map(({ SpaceSlug }) => SpaceSlug)).toEqual(['attest-filter-b'])
    expect(none).toEqual([])
  })

  it('needs Edit, and is never changed', async () => {
    const SpaceID = await addSpace(hub, 'attest-permission')
    await addUnit(hub, SpaceID, 'web', manifest('web', 1))
    const id = idOf((await attestedIn(hub, SpaceID, {})).Attestation)

    expect((await attestIn(hub, SpaceID, {}, { as: 'auditor@trading.com' })).status).toBe(403)
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await call(hub, method, `/space/${SpaceID}/attestation/${id}`, { body: {} })).status).toBe(404)
    expect((await call(hub, 'DELETE', `/space/${SpaceID}`, { query: { recursive: true } })).status).toBe(200)
    expect(await list(hub, `SpaceID = '${SpaceID}'`)).toEqual([])
  })
})
