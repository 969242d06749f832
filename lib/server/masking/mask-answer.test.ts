import { describe, expect, it } from 'vitest'
import { mask } from '#lib/config/mask/spans.ts'
import { AnswerTooLarge, type Carries, maskAnswer } from '#lib/server/masking/mask-answer.ts'

const password = 'tuesday-horse-4711'
const secret = `apiVersion: v1
kind: Secret
metadata: {name: db}
stringData:
  a: ${password}
`
const harmless = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: log}\ndata: {level: info}\n'
const id = '9f3a1c00-0000-4000-bfff-000000000001'
const hash = 'ab'.repeat(32)

const answer = (body: BodyInit, init?: ResponseInit) => new Response(body, init)
const json = (body: unknown, status = 200) => answer(JSON.stringify(body), { status })
const ask = (response: Response, carries: Carries) => maskAnswer(response, carries, { owner: 'alice' })
const textOf = async (response: Response, carries: Carries) => (await ask(response, carries)).text()

describe('a document', () => {
  it('keeps every byte but its secrets, and its hash', async () => {
    const masked = await ask(answer(secret, { headers: { ETag: `"${hash}"` } }), 'document')

    expect(await masked.text()).toMatch(new RegExp(`^apiVersion[^]*stringData:\n  a: ${mask}\\w*\n$`))
    expect(masked.headers.get('ETag')).toBe(`"${hash}"`)
  })

  it.each([
    ['a byte order mark', `\ufeff${harmless}`],
    ['carriage returns', harmless.replaceAll('\n', '\r\n')],
    ['no text at all', ''],
    ['what looks like an answer', '[{"Data": "x"}]'],
  ])('with %s arrives unchanged', async (_, text) => {
    const masked = await ask(answer(text), 'document')

    expect(Buffer.from(await masked.arrayBuffer())).toEqual(Buffer.from(text))
  })

  it('that is actually an error is read as an error', async () => {
    const refusal = json({ Message: `line 5: cannot parse "password: ${password}"` }, 422)

    const masked = await ask(refusal, 'document')

    expect([masked.status, await masked.json()]).toEqual([422, { Message: expect.stringContaining(mask) }])
  })

  it('that has not changed is not read at all', async () => {
    const unchanged = answer(null as unknown as BodyInit, { status: 304, headers: { ETag: '"x"' } })

    const masked = await ask(unchanged, 'document')

    expect([masked.status, masked.body, masked.headers.get('ETag')]).toEqual([304, null, '"x"'])
  })
})

it('documents in a list are each masked by their own format', async () => {
  const rows = [
    { UnitID: id, Data: secret, DataHash: hash },
    { UnitID: id, Data: harmless, DataHash: hash },
    { UnitID: id, DataHash: hash },
  ]

  const masked = JSON.parse(await textOf(json(rows), 'documents')) as typeof rows

  expect(masked[0]?.Data).not.toContain(password)
  expect(masked[0]?.Data).toContain('name: db')
  expect(masked.slice(1)).toEqual(rows.slice(1))
  expect(masked.map((row) => row.DataHash)).toEqual([hash, hash, hash])
})

describe('entities', () => {
  const token = `ghp_${'a1'.repeat(18)}`
  it.each([
    ['a label', { Labels: { owner: token, team: 'fx' } }],
    ['an annotation under a telling name', { Annotations: { 'db-password': password, team: 'fx' } }],
    ['a reason', { LastChangeDescription: `rotated password=${password}`, team: 'fx' }],
    ['a reason of a revision', { Revision: { Description: `postgres://a:${password}@db/x`, team: 'fx' } }],
    ['a name', { DisplayName: `Bearer token: ${password}`, team: 'fx' }],
    ['details of a failed check', { Error: { Details: [`token: ${password}`], team: 'fx' } }],
    ['a field that a newer server may have', { Newer: [{ team: 'fx', ApiKey: password }] }],
  ])('show no secret in %s', async (_, unit) => {
    const text = await textOf(json([{ Unit: { UnitID: id, ...unit } }]), 'entities')

    expect(text).not.toContain(password)
    expect(text).not.toContain(token)
    expect(text).toContain('"team":"fx"')
    expect(text).toContain(id)
  })

  it('leave out values extracted from documents', async () => {
    const unit = {
      UnitID: id,
      Values: { 'prod/trigger/attribute': password },
      Conflicts: [{ Path: 'data.a', Value: password }],
    }
    const rows = [{ Unit: unit, HeadMutation: { FunctionInvocation: { Arguments: [{ Value: password }] } } }]

    expect(JSON.parse(await textOf(json(rows), 'entities'))).toEqual([{ Unit: { UnitID: id } }])
  })

  it('without a secret arrive byte for byte, however they are formatted', async () => {
    const text = `[ {"Unit": {"UnitID": "${id}", "Version": 9007199254740993, "Slug": "\\u0061"}} ]`

    expect(await textOf(answer(text), 'entities')).toBe(text)
  })

  it.each([
    ['plain text', `password=${password}`],
    ['a page of a proxy', `<html>token: ${password}</html>`],
    ['JSON that broke off', `[{"password": "${password}"`],
    ['long text', 'x '.repeat(300) + password],
  ])('that are %s are masked as text', async (_, text) => {
    expect(await textOf(answer(text, { status: 502 }), 'entities')).not.toContain('horse')
  })
})

it('an answer without an end is given up', async () => {
  const piece = new Uint8Array(1024 * 1024)
  let given = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1
      controller.enqueue(piece)
    },
  })

  await expect(ask(new Response(endless), 'entities')).rejects.toThrow(AnswerTooLarge)
  expect(given).toBeLessThan(70)
})
