import { createHash } from 'node:crypto'
import { describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { call, get, userAgent } from '#tests/contract/http.ts'
import { EnvelopeShape, ExtendedMutationShape } from '#tests/contract/shapes/answers.ts'
import { TagShape } from '#tests/contract/shapes/resident.ts'
import { document, putDocument, revisions, unitAt, written } from '#tests/contract/units.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe.each(inject('writingHubs'))('documents on $database (contract 5.2)', (hub) => {
  it('returns the bytes with the quoted hash as ETag', async () => {
    const unit = await unitAt(hub, 'prod-us-bos', 'trade-service')
    const answer = await get(hub, `${unit.path}/data`)

    expect(answer.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(answer.headers.get('ETag')).toBe(`"${unit.DataHash}"`)
    expect(sha256(answer.text)).toBe(unit.DataHash)
    expect(answer.text).toMatch(/^# trade-service takes orders/)
  })

  it('answers 304 to a reader who has it already', async () => {
    const unit = await unitAt(hub, 'prod-us-bos', 'trade-service')
    const headers = { 'If-None-Match': `"${unit.DataHash}"` }

    const same = await call(hub, 'GET', `${unit.path}/data`, { headers })
    expect([same.status, same.text]).toEqual([304, ''])
    const other = await call(hub, 'GET', `${unit.path}/data`, {
      headers: { 'If-None-Match': `"${sha256('')}"` },
    })
    expect(other.status).toBe(200)
  })

  it('writes one revision with its reason, author, tool and mutation', async () => {
    const unit = await unitAt(hub, 'prod-us-bos', 'trade-service')
    const text = (await document(hub, unit)).replace('replicas: 3', 'replicas: 4')
    const answer = await putDocument(hub, unit, text, {
      as: 'bob@trading.com',
      ifMatch: unit.DataHash,
      query: { last_change_description: 'Four for the holidays (TRD-1)', include: 'ConfigData,Diff' },
    })

    const { Unit, ConfigData, Diff } = written(answer)
    expect(Unit).toMatchObject({
      HeadRevisionNum: unit.HeadRevisionNum + 1,
      DataHash: sha256(text),
      LastChangeDescription: 'Four for the holidays (TRD-1)',
    })
    expect(ConfigData).toBe(text)
    expect(Diff?.Resources?.flatMap((resource) => resource.Changes ?? [])).toMatchObject([
      { Path: 'spec.replicas', ChangeType: 'Update' },
    ])
    const [head, before] = await revisions(hub, unit)
    expect(head?.Revision).toMatchObject({
      RevisionNum: unit.HeadRevisionNum + 1,
      RevisionID: Unit.HeadRevisionID,
      Description: 'Four for the holidays (TRD-1)',
      Source: 'UpdateUnit',
      UserAgent: userAgent,
      DataHash: sha256(text),
    })
    expect(head?.User?.Username).toBe('bob@trading.com')
    expect(before?.Revision.RevisionNum).toBe(unit.HeadRevisionNum)
    const where = `RevisionNum = ${unit.HeadRevisionNum + 1}`
    const mutations = (await get(hub, `${unit.path}/mutation`, { where })).json
    expect(z.array(ExtendedMutationShape).parse(mutations)).toHaveLength(1)
  })

  it('makes no revision for the same bytes', async () => {
    const unit = await unitAt(hub, 'prod-us-dal', 'trade-service')
    const { Unit } = written(
      await putDocument(hub, unit, await document(hub, unit), {
        query: { last_change_description: 'nothing' },
      }),
    )

    expect(Unit.HeadRevisionNum).toBe(unit.HeadRevisionNum)
    expect(await revisions(hub, unit)).toHaveLength(unit.HeadRevisionNum)
  })

  it('refuses to overwrite what the writer has not seen', async () => {
    const unit = await unitAt(hub, 'prod-us-dal', 'trade-service')
    const answer = await putDocument(hub, unit, 'kind: Lost\n', { ifMatch: sha256('something else') })

    expect(answer.status).toBe(409)
    expect(EnvelopeShape.parse(answer.json).Code).toBe('409')
    expect((await unitAt(hub, 'prod-us-dal', 'trade-service')).DataHash).toBe(unit.DataHash)
  })

  it('stores nothing on a dry run, but returns the result', async () => {
    const unit = await unitAt(hub, 'prod-us-dal', 'trade-service')
    const text = (await document(hub, unit)).replace('replicas: 3', 'replicas: 9')
    const query = { dry_run: true, include: 'ConfigData,Diff', last_change_description: 'dry' }
    const answer = written(await putDocument(hub, unit, text, { query, ifMatch: unit.DataHash }))

    expect(answer.ConfigData).toBe(text)
    expect(answer.Diff?.Resources).toHaveLength(1)
    expect(await unitAt(hub, 'prod-us-dal', 'trade-service')).toEqual(unit)
    expect(await revisions(hub, unit)).toHaveLength(unit.HeadRevisionNum)
  })

  it('makes the checks of a write on a dry run too', async () => {
    const unit = await unitAt(hub, 'prod-us-dal', 'trade-service')
    const moved = { query: { dry_run: true }, ifMatch: sha256('something else') }
    expect((await putDocument(hub, unit, 'kind: X\n', moved)).status).toBe(409)
    expect((await putDocument(hub, unit, 'a: [', { query: { dry_run: true } })).status).toBe(400)
  })

  it.each([
    ['YAML that does not parse', 'spec: [unclosed\n'],
    ['a tab as indentation', 'spec:\n\treplicas: 3\n'],
    ['the same key twice', 'kind: A\nkind: B\n'],
  ])('refuses %s with 400', async (_what, text) => {
    const unit = await unitAt(hub, 'prod-us-dal', 'trade-service')
    const answer = await putDocument(hub, unit, text)

    expect(answer.status).toBe(400)
    EnvelopeShape.parse(answer.json)
    expect((await unitAt(hub, 'prod-us-dal', 'trade-service')).HeadRevisionNum).toBe(unit.HeadRevisionNum)
  })

  it('accepts an empty document', async () => {
    const unit = await unitAt(hub, 'prod-us-lax', 'reference-data')
    const { Unit } = written(await putDocument(hub, unit, '', { ifMatch: unit.DataHash }))

    expect(Unit.DataHash).toBe(sha256(''))
    expect(await document(hub, unit)).toBe('')
  })

  it.each([
    ['CRLF and no line end', 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: crlf # kept'],
    ['letters of every width', 'kind: ConfigMap\nmetadata:\n  name: a\ndata:\n  café: "naïve 日本 🚀"\n'],
    ['a byte order mark', '\uFEFFkind: ConfigMap\nmetadata:\n  name: bom\n'],
    [
      'several documents and anchors',
      '---\na: &x {b: 1}\nc: *x\n---\n# only a comment\n---\nd: |2-\n    two\n',
    ],
  ])('keeps every byte of %s', async (_what, text) => {
    const unit = await unitAt(hub, 'prod-us-sfo', 'reference-data')
    written(await putDocument(hub, unit, text))

    const bytes = await fetch(`${hub.url}${unit.path}/data`, {
      headers: { Authorization: `Bearer ${hub.adminToken}` },
    }).then((response) => response.arrayBuffer())
    expect(Buffer.from(bytes).equals(Buffer.from(text, 'utf8'))).toBe(true)
  })

  it('puts a tag on the revision it writes', async () => {
    const unit = await unitAt(hub, 'prod-us-mia', 'trade-service')
    const created = await call(hub, 'POST', `/space/${unit.SpaceID}/tag`, {
      body: {
        Slug: 'contract-tag',
        DisplayName: 'Contract',
        Annotations: { 'hubdeck.dev/reason': 'line one\nline two' },
      },
    })
    const tag = TagShape.parse(created.json)
    const text = (await document(hub, unit)).replace('replicas: 3', 'replicas: 7')
    written(await putDocument(hub, unit, text, { query: { tag: tag.TagID } }))

    const [head, before] = await revisions(hub, unit)
    expect(Object.keys(head?.Revision.Tags ?? {})).toEqual([tag.TagID])
    expect(before?.Revision.Tags).toBeUndefined()
  })

  it('refuses a tag that does not exist', async () => {
    const unit = await unitAt(hub, 'prod-us-mia', 'trade-service')
    const answer = await putDocument(hub, unit, 'kind: X\n', {
      query: { tag: '0f4e7a52-1111-4222-8333-944455566677' },
    })

    expect([400, 404]).toContain(answer.status)
    expect((await unitAt(hub, 'prod-us-mia', 'trade-service')).DataHash).toBe(unit.DataHash)
  })

  it('refuses an include it does not know', async () => {
    const unit = await unitAt(hub, 'prod-us-mia', 'trade-service')
    const answer = await putDocument(hub, unit, 'kind: X\n', { query: { include: 'Colour' } })

    expect(answer.status).toBe(400)
    expect((await unitAt(hub, 'prod-us-mia', 'trade-service')).DataHash).toBe(unit.DataHash)
  })
})
