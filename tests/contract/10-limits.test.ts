import { beforeAll, describe, expect, inject, it } from 'vitest'
import { type Answer, call, get } from '#tests/contract/http.ts'
import { type Ground, kubernetes, newGround } from '#tests/contract/residents.ts'
import { EnvelopeShape, UnitWriteShape } from '#tests/contract/shapes/answers.ts'
import { document, putDocument, written } from '#tests/contract/units.ts'

const long = (length: number) => 'a'.repeat(length)
const repeated = (count: number, text: (index: number) => string, glue: string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(glue)

function mustRefuse(answer: Answer, status: number): void {
  expect([answer.status, EnvelopeShape.parse(answer.json).Code]).toEqual([status, String(status)])
}

describe.each(inject('writingHubs'))('limits on $database (contract 10)', (hub) => {
  let ground: Ground
  beforeAll(async () => {
    ground = await newGround(hub, 'limits')
  })
  const unit = () => `/space/${ground.SpaceID}/unit/${ground.units[0]}`
  const patch = (body: unknown) => call(hub, 'PATCH', unit(), { body })
  const newFilter = (body: object) =>
    call(hub, 'POST', `/space/${ground.SpaceID}/filter`, {
      query: { dry_run: true },
      body: { From: 'Unit', ...body },
    })

  const fields: readonly (readonly [string, object, object])[] = [
    ['a Slug of 128 characters', { Slug: long(128) }, { Slug: long(129) }],
    ['a Slug of letters, digits and - _ . inside', { Slug: 'A-b_c.9' }, { Slug: '-a' }],
    ['a DisplayName of any text', { DisplayName: `'"\\*\n é ${long(2000)}` }, { DisplayName: 7 }],
    ['a HiddenReason of 64 characters', { HiddenReason: long(64) }, { HiddenReason: long(65) }],
    ['a label key of 128 characters', { Labels: { [long(128)]: 'x' } }, { Labels: { [long(129)]: 'x' } }],
    ['a label key with - _ . / inside', { Labels: { 'a-b_c.d/e': 'x' } }, { Labels: { 'a b': 'x' } }],
    ['a label value of 128 characters', { Labels: { a: long(128) } }, { Labels: { a: long(129) } }],
    ['a label value with blanks inside', { Labels: { a: 'b c' } }, { Labels: { a: 'b*c' } }],
    ['a label value without quotes', { Labels: { a: 'b' } }, { Labels: { a: 'b"c' } }],
    ['a label value without backslashes', { Labels: { a: 'b/c' } }, { Labels: { a: 'b\\c' } }],
    [
      'a label value of the signs that ConfigHub has',
      { Labels: { a: '-_@/#$%&~+=!?.,:;(){}[]<>|' } },
      { Labels: { a: 'b^c' } },
    ],
    ['a label value without backticks', { Labels: { a: '' } }, { Labels: { a: '`' } }],
    ['a label value in ASCII', { Labels: { a: 'e' } }, { Labels: { a: 'é' } }],
    ['a label value without blanks around it', { Labels: { a: 'b  c' } }, { Labels: { a: 'b ' } }],
    ['a label value that can be printed', { Labels: { a: 'b' } }, { Labels: { a: 'b\tc' } }],
    [
      'an annotation key of 128 characters',
      { Annotations: { [long(128)]: 'x' } },
      { Annotations: { [long(129)]: 'x' } },
    ],
    [
      'an annotation value of 1024 characters',
      { Annotations: { a: long(1024) } },
      { Annotations: { a: long(1025) } },
    ],
    ['an annotation value of any text', { Annotations: { a: '\'"\\*\n\té' } }, { Annotations: { a: 7 } }],
  ]
  it.each(fields)('%s is accepted, and no more', async (_what, accepted, refused) => {
    expect((await patch(accepted)).status).toBe(200)
    mustRefuse(await patch(refused), 400)
  })

  it('a query string of 8,192 characters is accepted, and no more', async () => {
    const query = (length: number) => `limit=1&x=${long(length - 10)}`

    expect((await get(hub, `/unit?${query(8192)}`)).status).toBe(200)
    for (const [method, path] of [
      ['GET', '/unit'],
      ['GET', '/info'],
      ['PATCH', '/unit'],
      ['POST', '/function/invoke'],
    ] as const)
      mustRefuse(await call(hub, method, `${path}?${query(8193)}`), 400)
  })

  it('pages of 1,000 are accepted, and no more', async () => {
    expect((await get(hub, '/unit', { limit: 1000, select: 'Slug' })).status).toBe(200)
    mustRefuse(await get(hub, '/unit', { limit: 1001 }), 400)
    mustRefuse(await get(hub, '/unit', { limit: -1 }), 400)
  })

  it('a limit of 0 means no limit', async () => {
    const query = { select: 'Slug', where: 'HeadRevisionNum > 0' }
    const all = await get(hub, '/unit', { ...query, limit: 0 })

    expect(all.headers.get('ConfigHub-Continue')).toBeNull()
    expect(all.json).toEqual((await get(hub, '/unit', query)).json)
    mustRefuse(await get(hub, '/revision', { distinct_on: 'Off', limit: 0 }), 400)
  })

  const expressions: readonly (readonly [string, string, string])[] = [
    [
      '100 conditions',
      repeated(100, () => "Slug != 'a'", ' AND '),
      repeated(101, () => "Slug != 'a'", ' AND '),
    ],
    [
      '1,000 values',
      `HeadRevisionNum IN (${repeated(1000, (index) => String(index), ', ')})`,
      `HeadRevisionNum IN (${repeated(1001, (index) => String(index), ', ')})`,
    ],
    ['text of 255 characters', `Slug = '${long(255)}'`, `Slug = '${long(256)}'`],
    ['numbers of 10 digits', 'HeadRevisionNum < 9999999999', 'HeadRevisionNum < 99999999999'],
    ['256 blanks', `Slug${' '.repeat(256)}= 'a'`, `Slug${' '.repeat(257)}= 'a'`],
  ]
  it.each(expressions)('%s in where are accepted, and no more', async (_what, accepted, refused) => {
    // In a body, where the query string sets no other limit.
    expect((await newFilter({ Slug: 'limit', Where: accepted })).status).toBe(200)
    mustRefuse(await newFilter({ Slug: 'limit', Where: refused }), 400)
  })

  it('where and where_data of 8,192 characters are accepted, and no more', async () => {
    const term = (length: number) => `Slug != '${long(length - 10)}'`
    const where = (length: number) => {
      let text = term(100)
      while (length - text.length > 265) text += ` AND ${term(100)}`
      return `${text} AND ${term(length - text.length - 5)}`
    }
    expect(where(8192)).toHaveLength(8192)
    expect((await newFilter({ Slug: 'limit', Where: where(8192) })).status).toBe(200)
    mustRefuse(await newFilter({ Slug: 'limit', Where: where(8193) }), 400)
    const data = (length: number) => where(length).replaceAll('Slug', 'kind')
    expect((await newFilter({ Slug: 'limit', WhereData: data(8192) })).status).toBe(200)
    mustRefuse(await newFilter({ Slug: 'limit', WhereData: data(8193) }), 400)
  })

  it('a subgroup of 64 letters and digits is accepted, and no more', async () => {
    const write = (subgroup: string) =>
      putDocument(hub, { path: unit() }, `# ${subgroup}\nkind: ConfigMap\n`, { query: { subgroup } })

    written(await write(long(64)))
    for (const subgroup of [long(65), 'a-b', 'ConfigHubOwn']) mustRefuse(await write(subgroup), 400)
  })

  it('the name of an external source has at most 128 characters', async () => {
    const write = (merge_external_source: string) =>
      putDocument(hub, { path: unit() }, 'kind: ConfigMap\n', { query: { merge_external_source } })

    expect((await write(long(128))).status).toBe(200)
    mustRefuse(await write(long(129)), 400)
  })

  it('a document of 64 MiB and one byte is refused, and nothing is stored', async () => {
    const before = await document(hub, { path: unit() })
    const answer = await putDocument(hub, { path: unit() }, `# ${long(67_108_863)}`)

    mustRefuse(answer, 400)
    expect(await document(hub, { path: unit() })).toBe(before)
  })

  it('a body without a document may have 1 MiB, and no more', async () => {
    const body = (length: number) => ({ LastChangeDescription: long(length - 28) })
    expect(JSON.stringify(body(1_048_576))).toHaveLength(1_048_576)

    expect((await patch(body(1_048_576))).status).toBe(200)
    mustRefuse(await patch(body(1_048_577)), 422)
  })

  it('YAML of 150,000 lines and items is accepted, and no more', async () => {
    const write = (lines: number) => putDocument(hub, { path: unit() }, '-\n'.repeat(lines))

    written(await write(150_000))
    mustRefuse(await write(150_001), 400)
    written(await putDocument(hub, { path: unit() }, 'kind: ConfigMap\n'))
  })

  it('YAML that consists only of punctuation is refused before it is parsed', async () => {
    for (const mark of ['""', '&a ', ']', '- ', '\\'])
      mustRefuse(await putDocument(hub, { path: unit() }, mark.repeat(4_000_000)), 400)
  })

  it('a document of several MiB comes back byte by byte', async () => {
    const line = `# ${long(98)}\n`
    const text = `kind: ConfigMap\n${line.repeat(60_000)}`
    const body = { Slug: 'large', ToolchainType: kubernetes }
    const created = await call(hub, 'POST', `/space/${ground.SpaceID}/unit`, { body })
    const { UnitID } = UnitWriteShape.parse(created.json).Unit
    const path = `/space/${ground.SpaceID}/unit/${UnitID}`

    const { Unit } = written(await putDocument(hub, { path }, text))
    expect(Unit.DataSize).toBe(text.length)
    expect((await document(hub, { path })) === text).toBe(true)
  })
})
