import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import { type FactName, factNames, writeTexts } from '#lib/change/record/annotations.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { proveClaim } from '#lib/change/record/proof.ts'
import { type Proof, standingOf } from '#lib/change/record/proof-schema.ts'
import { readChange } from '#lib/change/record/read-change.ts'
import { readClaim } from '#lib/change/record/read-claim.ts'
import { newFacts } from '#lib/change/record/record-facts.ts'
import { resultTag, signFacts } from '#lib/change/record/record-signature.ts'
import { undoRequest } from '#lib/change/record/undo.ts'
import type { SealContents } from '#lib/change/seal/seal-contents.ts'
import { query, type Rehearsal, rehearse, replicas } from '#lib/change/testing/rehearsal.ts'

// Bob is an editor like Alice. He tries everything that the hub's own API lets him do to her record.
let hub: RunningHub
let stage: Rehearsal

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  stage = await rehearse(hub)
})

afterAll(() => hub.stop())

let value = 20
/** A successful change of Alice's to two units of its own. */
async function aliceWrites(units: string, ticket?: string): Promise<ChangeRecord> {
  const where = `Slug = 'trade-service' AND Space.Slug LIKE '%prod-${units}'`
  const shown = await stage.preview({ selection: query(where), patch: replicas(++value) })
  const { tagId } = await stage.commit({ seal: shown.seal, ...(ticket && { ticket }) })
  const record = await stage.record(tagId)
  expect(standingOf(record.proof)).toBe('proven')
  expect(record.written).toBe(shown.rows.length)
  return record
}

async function asBob(method: string, path: string, body?: unknown): Promise<unknown> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const headers = { Authorization: `Bearer ${hub.tokenFor('bob@trading.com')}`, 'Content-Type': type }
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`${hub.url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: sent }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

const pathOf = ({ SpaceID, TagID }: Pick<ChangeRecord, 'SpaceID' | 'TagID'>) =>
  `/space/${SpaceID}/tag/${TagID}`
const annotate = (
  record: Pick<ChangeRecord, 'SpaceID' | 'TagID'>,
  Annotations: Record<string, string | null>,
) => asBob('PATCH', pathOf(record), { Annotations })
const annotationsOf = async (record: ChangeRecord) =>
  (await stage.alice.tag(record.SpaceID, record.TagID)).Tag.Annotations ?? {}
const kinds = ({ differences }: Proof) => [...new Set(differences.map(({ kind }) => kind))].sort()
const where = (text: string) => `where=${encodeURIComponent(text)}`

async function anotherSpace(not: string): Promise<string> {
  const spaces = await stage.alice.spaces({ select: 'Slug' })
  const other = spaces.find(({ Space }) => Space.SpaceID !== not)
  if (other === undefined) throw new Error('one Space only')
  return other.Space.SpaceID
}

async function bobsTag(record: ChangeRecord, SpaceID: string, Annotations: Record<string, string>) {
  const tag = {
    Slug: `forged-${record.Slug}-${++value}`,
    Labels: { 'hubdeck.dev/kind': 'change' },
    Annotations,
  }
  return stage.bob.createTag(SpaceID, tag)
}

const tagUnits = (tagId: string, text: string, Revision: string) =>
  asBob('POST', `/unit/tag?${where(text)}`, { TagID: tagId, Revision })

function forgeriesOf(before: Record<string, string>, name: FactName): Record<string, string>[] {
  const key = `hubdeck.dev/${name}`
  const { [key]: text = '', ...without } = before
  const given = [
    { ...before, [key]: `${text}x` },
    { ...before, [key]: text, [`${key}.2`]: 'x' },
  ]
  return text === '' ? given : [...given, without, { ...before, [key]: text.slice(0, -1) }]
}

/** Each code covers the id of the record, so with another id none of them is valid. */
function factsNamed({ differences }: Proof): string[] {
  if (differences.some(({ kind }) => kind === 'all-altered')) return ['record']
  return differences.map((each) => ('fact' in each ? each.fact : each.kind))
}

describe('a record', () => {
  it('with any one fact edited, added or removed is reported with that fact', async () => {
    const record = await aliceWrites('eu-a%', 'OPS-17')
    const { Tag } = await stage.alice.tag(record.SpaceID, record.TagID)
    const before = Tag.Annotations ?? {}
    const read = (Annotations: Record<string, string>) =>
      proveClaim(readClaim({ ...Tag, Annotations }, stage.key.secret), stage.key.author)
    for (const name of factNames) {
      for (const forgery of forgeriesOf(before, name)) {
        const found = read(forgery)
        expect(standingOf(found), JSON.stringify(forgery)).toBe('different')
        expect(factsNamed(found)).toEqual([name])
      }
    }

    expect(standingOf(read(before))).toBe('signed')
  })

  it('whose patch was replaced by something else can be read, and says that its patch cannot', async () => {
    const { SpaceID, TagID } = await aliceWrites('in%')
    await annotate({ SpaceID, TagID }, { 'hubdeck.dev/patch': '{"kind":"set-fields"}' })

    const record = await stage.record(TagID)

    expect([record.patch, record.isPatchMasked]).toEqual([{ kind: 'unreadable' }, true])
    expect(kinds(record.proof)).toEqual(['altered'])
  })

  it('that is edited through the API and changed back is valid again', async () => {
    const record = await aliceWrites('eu-z%', 'OPS-17')
    await annotate(record, { 'hubdeck.dev/ticket': 'OPS-1' })
    const forged = await stage.record(record.TagID)
    await annotate(record, { 'hubdeck.dev/ticket': 'OPS-17' })

    expect(forged.proof.differences[0]).toEqual({ kind: 'altered', fact: 'ticket' })
    expect(standingOf((await stage.record(record.TagID)).proof)).toBe('proven')
  })

  it('without its signature, or with one made with another secret, is not proven', async () => {
    const record = await aliceWrites('eu-b%')
    const reader = { ...stage.key, secret: 'another-secret-of-thirty-two-characters' }

    const elsewhere = await readChange(stage.alice, record.TagID, reader)
    await annotate(record, { 'hubdeck.dev/signature': null })

    expect(standingOf(elsewhere.proof)).toBe('other-key')
    expect(standingOf((await stage.record(record.TagID)).proof)).toBe('unsigned')
  })

  it('read through another hub or in another organization says so', async () => {
    const record = await aliceWrites('eu-c%')
    const { secret, author } = stage.key

    for (const [change, kind] of [
      [{ hub: 'https://elsewhere.example' }, 'other-hub'],
      [{ OrganizationID: '9f3a1c00-0000-4000-bfff-000000000001' }, 'other-organization'],
    ] as const) {
      const read = await readChange(stage.alice, record.TagID, { secret, author: { ...author, ...change } })
      expect(kinds(read.proof)).toEqual([kind])
    }
  })

  it('whose counts are edited, partly removed, made up or from an earlier end says so', async () => {
    const shown = await stage.preview({
      selection: query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu-d%'"),
      patch: replicas(++value),
    })
    const down = stage.aliceOver((request) =>
      request.method === 'PUT' ? Promise.resolve(new Response('no', { status: 403 })) : fetch(request),
    )
    const { tagId } = await stage.commit({ seal: shown.seal }, down)
    const cut = await stage.record(tagId)
    const early = await annotationsOf(cut)
    expect([cut.counts, standingOf(cut.proof)]).toEqual([{ refused: shown.rows.length }, 'proven'])

    await stage.commit({ seal: shown.seal, tagId })
    const whole = await stage.record(tagId)
    const late = await annotationsOf(whole)
    expect([whole.counts, standingOf(whole.proof)]).toEqual([{ written: shown.rows.length }, 'proven'])

    const pick = (from: Record<string, string>) => ({
      'hubdeck.dev/counts': from['hubdeck.dev/counts'] ?? null,
      'hubdeck.dev/counts-signature': from['hubdeck.dev/counts-signature'] ?? null,
    })
    const forgeries: [Record<string, string | null>, string[]][] = [
      [{ 'hubdeck.dev/counts': JSON.stringify({ written: shown.rows.length, moved: 1 }) }, ['altered']],
      [{ 'hubdeck.dev/counts-signature': null }, ['altered']],
      [{ 'hubdeck.dev/counts': null }, ['altered']],
      [pick(early), ['counts', 'mixed']],
    ]
    for (const [forgery, expected] of forgeries) {
      await annotate(whole, { ...pick(late), ...forgery })
      expect(kinds((await stage.record(tagId)).proof)).toEqual(expected)
    }
  })

  it('that was copied to another Tag, in its Space or another one, is reported as a copy', async () => {
    const record = await aliceWrites('jp%')
    const Annotations = await annotationsOf(record)
    const elsewhere = await anotherSpace(record.SpaceID)
    const units = "Slug = 'trade-service' AND Space.Slug LIKE '%prod-jp%'"

    for (const SpaceID of [record.SpaceID, elsewhere]) {
      const tag = await bobsTag(record, SpaceID, Annotations)
      // The same revisions as in the record that it copies.
      await tagUnits(tag.TagID, units, `Tag:${record.TagID}`)

      const copy = await stage.record(tag.TagID)

      expect(copy.proof.differences[0]).toEqual({ kind: 'copied', record: record.TagID })
      const renamed = { 'hubdeck.dev/record': tag.TagID }
      await asBob('PATCH', `/space/${SpaceID}/tag/${tag.TagID}`, { Annotations: renamed })
      expect(kinds((await stage.record(tag.TagID)).proof)).toContain('all-altered')
    }
  })

  it('cannot take the signed facts of another record, one by one or all', async () => {
    const [first, second] = [await aliceWrites('hk%'), await aliceWrites('sg%')]
    const own = await annotationsOf(second)
    const others = await annotationsOf(first)
    const reason = own['hubdeck.dev/reason'] ?? null

    await annotate(second, { ...others, 'hubdeck.dev/reason': reason })
    expect((await stage.record(second.TagID)).proof.differences).toContainEqual({
      kind: 'copied',
      record: first.TagID,
    })
    await annotate(second, { ...own, 'hubdeck.dev/units': others['hubdeck.dev/units'] ?? null })
    expect((await stage.record(second.TagID)).proof.differences).toContainEqual({
      kind: 'altered',
      fact: 'units',
    })
  })

  it('that was moved to another Space is found there, and says so', async () => {
    const record = await aliceWrites('kr%')
    await asBob('POST', `/tag/move?${where(`TagID = '${record.TagID}'`)}`, {
      ToSpaceID: await anotherSpace(record.SpaceID),
    })

    expect(kinds((await stage.record(record.TagID)).proof)).toEqual(['other-space'])
  })

  it('whose label was removed is no longer listed, and says so when opened', async () => {
    const record = await aliceWrites('nz%')
    await asBob('PATCH', pathOf(record), { Labels: { 'hubdeck.dev/kind': null } })

    expect((await stage.changes()).map(({ TagID }) => TagID)).not.toContain(record.TagID)
    expect(kinds((await stage.record(record.TagID)).proof)).toEqual(['unlabelled'])
  })

  it('that was deleted is reported as missing, not as invalid', async () => {
    const record = await aliceWrites('za%')
    await asBob('DELETE', pathOf(record))

    await expect(stage.record(record.TagID)).rejects.toMatchObject({ status: 404 })
  })

  it('is not seen in a Tag that is a release or a pin', async () => {
    const tag = await stage.bob.createTag(stage.recordSpaceId, { Slug: 'release-7' })

    await expect(stage.record(tag.TagID)).rejects.toMatchObject({ status: 404 })
  })
})

describe('a Tag on revisions', () => {
  it('that someone else wrote is reported with both people, and the unit counts as not written and is not undone', async () => {
    const record = await aliceWrites('us-c%')
    const [{ UnitID, unit } = { UnitID: '', unit: undefined }] = record.units
    const { data, dataHash } = await stage.bob.unitData(unit?.SpaceID ?? '', UnitID)
    const written = await stage.bob.putUnitData(unit?.SpaceID ?? '', UnitID, `${data}# Bob\n`, {
      ifMatch: dataHash,
      lastChangeDescription: 'Market open',
      tag: record.TagID,
    })
    const bob = await stage.bob.me()

    const forged = await stage.record(record.TagID)

    const at = { unit: `${unit?.SpaceSlug}/trade-service`, revisionNum: written.Unit?.HeadRevisionNum }
    expect(forged.proof.differences).toContainEqual({
      kind: 'other-writer',
      ...at,
      author: record.author,
      writer: bob.UserID,
    })
    expect(forged.proof.differences).toContainEqual({ kind: 'other-document', ...at })
    expect(forged.units.find((each) => each.UnitID === UnitID)?.state).toBe('unproven')
    expect(forged.written).toBe(record.written - 1)
    const { selection } = undoRequest(forged)
    expect(selection.kind === 'units' && selection.unitIds).not.toContain(UnitID)
  })

  it('that someone else wrote is not the author’s, even with the same document', async () => {
    const record = await aliceWrites('us-n%')
    const [{ UnitID, unit } = { UnitID: '', unit: undefined }] = record.units
    const spaceId = unit?.SpaceID ?? ''
    const { data, dataHash } = await stage.bob.unitData(spaceId, UnitID)
    const terms = { lastChangeDescription: 'Market open', tag: record.TagID }
    const away = await stage.bob.putUnitData(spaceId, UnitID, `${data}#\n`, { ...terms, ifMatch: dataHash })
    await stage.bob.putUnitData(spaceId, UnitID, data, { ...terms, ifMatch: away.Unit?.DataHash ?? '' })
    await tagUnits(record.TagID, `UnitID = '${UnitID}'`, 'Remove')
    await tagUnits(record.TagID, `UnitID = '${UnitID}'`, 'HeadRevisionNum')

    expect(kinds((await stage.record(record.TagID)).proof)).toEqual(
      expect.arrayContaining(['counts', 'other-writer']),
    )
  })

  it('from before the record, or of units that it did not plan, is reported', async () => {
    const record = await aliceWrites('ca%')
    const planned = record.units[0]?.UnitID ?? ''
    await tagUnits(record.TagID, `UnitID = '${planned}'`, '2')
    await tagUnits(record.TagID, "Slug = 'reference-data' AND Space.Slug LIKE '%prod-ca%'", 'HeadRevisionNum')

    const { proof, units } = await stage.record(record.TagID)

    expect(kinds(proof)).toEqual(expect.arrayContaining(['too-early', 'not-planned']))
    expect(units.filter(({ state }) => state === 'unproven').length).toBeGreaterThan(1)
  })

  it('that was taken off again is noticed through the counts', async () => {
    const record = await aliceWrites('br%')
    await tagUnits(record.TagID, `UnitID = '${record.units[0]?.UnitID}'`, 'Remove')

    expect((await stage.record(record.TagID)).proof.differences).toEqual([
      { kind: 'counts', claimed: record.written, found: record.written - 1 },
    ])
  })

  it('of a later change by the same person, for another reason, is reported', async () => {
    const record = await aliceWrites('mx%')
    const shown = await stage.preview({
      selection: { kind: 'units', unitIds: record.units.map(({ UnitID }) => UnitID) },
      patch: replicas(++value),
    })
    await stage.commit({ seal: shown.seal, reason: 'Something else' })
    await tagUnits(record.TagID, `UnitID = '${record.units[0]?.UnitID}'`, 'HeadRevisionNum')

    expect(kinds((await stage.record(record.TagID)).proof)).toEqual(
      expect.arrayContaining(['other-document', 'other-reason']),
    )
  })
})

describe('a made-up record', () => {
  it('that names someone else as author of what Bob wrote is unsigned, and contradicted by the revision', async () => {
    const [one] = (await stage.heads("Slug = 'reference-data' AND Space.Slug LIKE '%prod-eu-l%'")).values()
    if (one === undefined) throw new Error('no unit')
    const { UnitID, SpaceID } = one.unit
    const texts = { reason: 'Approved by everyone', author: stage.key.author.UserID, ticket: 'OPS-1' }
    const counts = JSON.stringify({ written: 40 })
    const tag = await stage.bob.createTag(stage.recordSpaceId, {
      Slug: 'change-made-up',
      Labels: { 'hubdeck.dev/kind': 'change' },
      Annotations: writeTexts({ ...texts, counts }),
    })
    await stage.bob.putUnitData(SpaceID, UnitID, `${one.text}# Bob\n`, {
      ifMatch: one.unit.DataHash ?? '',
      lastChangeDescription: texts.reason,
      tag: tag.TagID,
    })

    const { proof } = await stage.record(tag.TagID)

    expect(proof.signature).toBe('none')
    expect(kinds(proof)).toEqual(['counts', 'not-planned', 'other-writer'])
    const listed = (await stage.changes()).find(({ TagID }) => TagID === tag.TagID)
    expect(listed && standingOf(listed.proof)).toBe('unsigned')
  })

  it('that Hubdeck signed for Bob cannot be attributed to Alice', async () => {
    const shown = await stage.previewAsBob({
      selection: query("Slug = 'trade-service' AND Space.Slug LIKE '%prod-eu-l%'"),
      patch: replicas(++value),
    })
    const { tagId } = await stage.commitAsBob({ seal: shown.seal })
    const own = await stage.record(tagId)
    expect([standingOf(own.proof), own.author === stage.key.author.UserID]).toEqual(['proven', false])
    await annotate(own, { 'hubdeck.dev/author': stage.key.author.UserID })

    const { proof } = await stage.record(tagId)

    expect(proof.differences).toContainEqual({ kind: 'altered', fact: 'author' })
    expect(kinds(proof)).toContain('other-writer')
  })

  it('that claims to undo or continue a change is shown there with its own proof', async () => {
    const record = await aliceWrites('eu-s%', 'OPS-18')
    for (const fact of ['undoes', 'continues'] as const) {
      await bobsTag(record, record.SpaceID, writeTexts({ [fact]: record.TagID, reason: 'As agreed' }))
    }

    const { undoneBy, continuedBy } = await stage.record(record.TagID)

    expect([...undoneBy, ...continuedBy].map(({ proof }) => standingOf(proof))).toEqual([
      'unsigned',
      'unsigned',
    ])
  })
})

describe('a record of 10,000 units', () => {
  it('fits into the hub’s annotations, is read back completely, and one altered unit is detected', async () => {
    const units = Array.from({ length: 10_000 }, (_, index) => ({
      UnitID: randomUUID(),
      SpaceID: stage.recordSpaceId,
      Slug: 'trade-service',
      SpaceSlug: 'prod-eu',
      HeadRevisionNum: index + 1,
      DataHash: 'aa',
      resultHash: 'ab'.repeat(32),
    }))
    const { secret, author } = stage.key
    const contents: SealContents = {
      selection: { kind: 'query', where: '' },
      patch: replicas(3),
      units,
      author,
      sealedAt: '',
      expiresAt: '',
    }
    const record = { kind: 'new', spaceId: stage.recordSpaceId } as const
    const plan = { contents, sealHash: 'ab', units, reason: 'All', ticket: undefined, record }
    const tag = await stage.alice.createTag(stage.recordSpaceId, { Slug: 'change-of-10000' })
    const texts = await newFacts(plan, tag, secret, new Date())
    const Annotations = { ...writeTexts(texts), ...writeTexts({ signature: signFacts(texts, secret) }) }
    await stage.alice.patchTag(tag.SpaceID, tag.TagID, { Annotations })

    const { Tag } = await stage.alice.tag(tag.SpaceID, tag.TagID)
    const claim = readClaim(Tag, secret)

    expect(Object.keys(Annotations).length).toBeLessThan(400)
    expect(claim.signature).toEqual({ kind: 'ours', altered: [] })
    expect(claim.facts.plannedUnitIds).toEqual(units.map(({ UnitID }) => UnitID))
    expect(claim.facts.planned.get(units[9999]?.UnitID ?? '')).toEqual({
      UnitID: units[9999]?.UnitID,
      head: 10_000,
      resultTag: resultTag(units[9999]?.UnitID ?? '', 'ab'.repeat(32), secret),
    })
    const part = Tag.Annotations?.['hubdeck.dev/units.200'] ?? ''
    const altered = {
      ...Tag.Annotations,
      'hubdeck.dev/units.200': `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : 'A'}`,
    }
    expect(readClaim({ ...Tag, Annotations: altered }, secret).signature).toEqual({
      kind: 'ours',
      altered: ['units'],
    })
  })
})

describe('what cannot be compared', () => {
  it('is unknown, not different: deleted units', async () => {
    const record = await aliceWrites('ae%')
    const [{ UnitID, unit } = { UnitID: '', unit: undefined }] = record.units
    await asBob('DELETE', `/space/${unit?.SpaceID}/unit/${UnitID}`)

    const { proof } = await stage.record(record.TagID)

    expect([standingOf(proof), proof.unread, proof.differences]).toEqual(['unknown', 1, []])
  })

  it('the list shows only what the signature proves', async () => {
    const changes = await stage.changes()
    const standings = new Set(changes.map(({ proof }) => standingOf(proof)))

    expect(standings).toContain('signed')
    expect(standings).not.toContain('proven')
  })
})
