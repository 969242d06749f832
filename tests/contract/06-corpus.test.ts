import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import {
  dataOperators,
  invalidData,
  invalidWhere,
  validData,
  validWhere,
  whereOperators,
} from '#lib/where/testing/corpus.ts'
import { seedCorpus, slugs } from '#tests/contract/corpus-units.ts'
import { get } from '#tests/contract/http.ts'
import {
  EnvelopeShape,
  ExtendedMutationShape,
  ExtendedRevisionShape,
  ExtendedUnitShape,
} from '#tests/contract/shapes/answers.ts'
import { extendedShapes } from '#tests/contract/shapes/extended.ts'
import { unitAt } from '#tests/contract/units.ts'

const except = (...left: string[]) => slugs.filter((slug) => !left.includes(slug))
const deployments = ['b', 'order-api', 'trade-api-2', 'trade-service']
const tiers = ['order-api', 'trade-api-2', 'trade-service']

/** What each published example selects among the seeded units (contract 6.3). */
const selected: Readonly<Record<string, readonly string[]>> = {
  V1: ['trade-service'],
  V2: ['trade-service'],
  V3: ['trade-service'],
  V4: ['trade-service'],
  V5: except(...tiers),
  V6: tiers,
  V7: ['order-api', 'trade-service'],
  V8: except('a', 'b'),
  V9: ['trade-api-2', 'trade-service'],
  V10: except('tmp-x', 'old-x'),
  V11: ['trade-api-2', 'trade-service'],
  V12: ['order-api', 'trade-service'],
  V13: except('Test-unit'),
  V14: slugs,
  V15: [],
  V16: [],
  V17: [],
  V18: [],
  V19: [],
  V20: [],
  V21: [],
  V22: [],
  V23: [],
  V24: ['trade-api-2'],
  V25: slugs,
  V26: except('trade-api-2'),
  V31: [],
  V32: ['a'],
}

/** What each example of `where_data` selects (contract 7.1). */
const selectedByData: Readonly<Record<string, readonly string[]>> = {
  D1: ['b', 'trade-api-2', 'trade-service'],
  D2: ['trade-service'],
  D3: ['order-api'],
  D4: ['trade-service'],
  D5: ['trade-service'],
  D6: ['order-api', 'trade-service'],
  D7: ['b', 'trade-api-2', 'trade-service'],
  D8: ['trade-service'],
  D9: ['a', 'b'],
  D10: deployments,
  D11: ['order-api'],
  D12: ['b', 'trade-service'],
  D13: ['trade-service'],
  D14: ['b', 'order-api', 'trade-service'],
  D15: ['trade-service'],
  D16: ['order-api', 'trade-service'],
  D17: ['trade-api-2'],
  D18: ['b', 'order-api', 'trade-service'],
}

describe.each(inject('writingHubs'))('published examples on $database (contract 6.3, 6.4, 7.1)', (hub) => {
  let scope = ''
  let target = ''
  beforeAll(async () => {
    const { SpaceID, TargetID } = await seedCorpus(hub)
    scope = `SpaceID = '${SpaceID}'`
    target = TargetID
  })

  const slugsOf = async (query: Record<string, string>) => {
    const answer = await get(hub, '/unit', query)
    if (answer.status !== 200) throw new Error(`${JSON.stringify(query)}: ${answer.status} ${answer.text}`)
    return z
      .array(ExtendedUnitShape)
      .parse(answer.json)
      .map((item) => item.Unit.Slug)
      .sort()
  }
  const ofUnits = validWhere.filter((example) => example.entity === 'Unit')

  it('are complete', () => {
    expect(Object.keys(selected).sort()).toEqual(ofUnits.map((example) => example.id).sort())
    expect(Object.keys(selectedByData).sort()).toEqual(validData.map((example) => example.id).sort())
    expect([validWhere.length, invalidWhere.length, validData.length, invalidData.length]).toEqual([
      32, 42, 18, 17,
    ])
  })

  it.each(ofUnits)('$id selects its rows: $text', async ({ id, text }) => {
    // The server chooses ids, so the Target of the example is replaced by one that exists.
    const asked = id === 'V26' ? text.replace(/[0-9a-f-]{36}/, target) : text
    expect(await slugsOf({ where: `${asked} AND ${scope}` })).toEqual(selected[id])
    // Exactly as published, including blanks at both ends.
    expect((await get(hub, '/unit', { where: text, limit: 1 })).status).toBe(200)
  })

  it.each(validData)('$id selects its rows: $text', async ({ id, text }) => {
    expect(await slugsOf({ where: scope, where_data: text })).toEqual(selectedByData[id])
  })

  it.each(Object.entries(whereOperators))('%s selects its rows', async (_, { text, selects }) => {
    expect(await slugsOf({ where: `${text} AND ${scope}` })).toEqual(selects)
  })

  it.each(Object.entries(dataOperators))('%s selects its rows by data', async (_, { text, selects }) => {
    expect(await slugsOf({ where: scope, where_data: text })).toEqual(selects)
  })

  it('V27 and V28 select revisions', async () => {
    const [numbers, tags] = ['V27', 'V28'].map((id) => validWhere.find((example) => example.id === id)?.text)
    const list = async (where = '') => {
      const query = { where: `${where} AND ${scope}`, distinct_on: 'Off', limit: 100 }
      return z.array(ExtendedRevisionShape).parse((await get(hub, '/revision', query)).json)
    }
    expect(await list(numbers)).toHaveLength(2 * slugs.length)
    expect(await list(tags)).toEqual([])
  })

  it('V30 selects mutations', async () => {
    const where = validWhere.find((example) => example.id === 'V30')?.text ?? ''
    const { path } = await unitAt(hub, 'prod-eu', 'trade-service')
    const mutations = z
      .array(ExtendedMutationShape)
      .parse((await get(hub, `${path}/mutation`, { where })).json)

    expect(mutations).toHaveLength(7)
  })

  it('V29 selects triggers, X37 is refused', async () => {
    const [on, refused] = ['V29', 'X37'].map(
      (id) => [...validWhere, ...invalidWhere].find((example) => example.id === id)?.text,
    )
    const answer = await get(hub, '/trigger', { where: `${on} AND ${scope}` })
    const triggers = z.array(extendedShapes.Trigger).parse(answer.json)

    expect(triggers.map(({ Trigger }) => Trigger.Slug)).toEqual(['on'])
    expect((await get(hub, '/trigger', { where: refused ?? '' })).status).toBe(400)
  })

  it.each(invalidWhere.filter((example) => example.entity === 'Unit'))(
    '$id is refused: $why',
    async ({ text }) => {
      for (const path of ['/unit', '/unit_data']) {
        const answer = await get(hub, path, { where: text })
        expect(answer.status).toBe(400)
        EnvelopeShape.parse(answer.json)
      }
    },
  )

  it.each(invalidData)('$id is refused: $why', async ({ text }) => {
    for (const path of ['/unit', '/unit_data']) {
      const answer = await get(hub, path, { where_data: text })
      expect(answer.status).toBe(400)
      EnvelopeShape.parse(answer.json)
    }
  })
})
