import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningHub, startHub } from '#hub/start.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { clientFor } from '#lib/confighub/testing/client-for.ts'
import { unitedUnits } from '#lib/confighub/united.ts'
import { rowsCap } from '#lib/rows/rows-asked.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { ValueCounts } from '#lib/rows/value-counts-wire.ts'
import { answerValueCounts } from '#lib/server/reads/value-counts.ts'
import { isMap } from '#lib/where/attributes.ts'
import { countable } from '#lib/where/countable.ts'

let hub: RunningHub
let client: ConfigHub
/** What a list says of each unit beside what it is. */
let saidOfEach: object | undefined

beforeAll(async () => {
  hub = await startHub({ data: 'memory', fleet: 'microtraderx' })
  client = clientFor(hub, {
    send: (request) => {
      const url = new URL(request.url)
      // Small pages, so that there are some of them.
      if (url.pathname.endsWith('/unit')) url.searchParams.set('limit', '40')
      const answer = fetch(new Request(url, request))
      return saidOfEach === undefined ? answer : withMore(answer, saidOfEach)
    },
  })
})
afterAll(() => hub.stop())

async function withMore(answer: Promise<Response>, more: object): Promise<Response> {
  const { headers, ...rest } = await answer
  const units: { Unit: object }[] = await (await answer).json()
  return Response.json(
    units.map((each) => ({ ...each, Unit: { ...each.Unit, ...more } })),
    { ...rest, headers },
  )
}

const everything: RowsQuestion = { where: '', whereData: '', resourceType: '' }
const session = { token: '', UserID: 'alice', OrganizationID: '', DisplayName: 'Alice' }

function ask(attribute: string, question = everything): Promise<Response> {
  const body = JSON.stringify({ ...question, attribute })
  const request = new Request('http://deck.test/api/value-counts', { method: 'POST', body })
  return answerValueCounts(request, { hub: client, requestId: 'request-1', session })
}

async function count(attribute: string, question = everything): Promise<ValueCounts> {
  const answer = await ask(attribute, question)
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return ValueCounts.parse(JSON.parse(text))
}

async function unitsOf({ where, whereData, resourceType }: RowsQuestion): Promise<number> {
  const asked = { where, where_data: whereData, resource_type: resourceType }
  return (await unitedUnits(client, asked, rowsCap)).units.length
}

function condition(attribute: string, value: string): string {
  const type = countable(attribute, 'Unit')?.type ?? 'string'
  if (isMap(type)) return `${attribute} ? '${value}'`
  return `${attribute} = ${type === 'int' || type === 'bool' ? value : `'${value}'`}`
}

describe('the values of an attribute', () => {
  it.each([
    'Slug',
    'DisplayName',
    'HeadRevisionNum',
    'LastReleasedRevisionNum',
    'ToolchainType',
    'TargetID',
    'Labels',
    'Unit.Slug',
    'Space.Slug',
    'Space.Labels',
    'Space.Labels.Environment',
    'UpstreamUnit.Slug',
    'UpstreamSpace.Labels.Environment',
    'HeadRevision.UserID',
    'HeadRevision.Source',
    'Target.Slug',
    'ValidationErrors',
  ])('of %s are those that ConfigHub finds, each for as many units', async (attribute) => {
    const { values, absent, unknown, units, more, isPartial } = await count(attribute)

    expect([units, unknown, more, isPartial]).toEqual([await unitsOf(everything), 0, 0, false])
    expect(values.length + absent).toBeGreaterThan(0)
    for (const { value, units: counted } of values.filter((each) => each.value !== '').slice(0, 12)) {
      const found = await unitsOf({ ...everything, where: condition(attribute, value) })
      expect([value, counted]).toEqual([value, found])
    }
    const sizes = values.map((each) => each.units)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  })

  it('are those within the query, whatever joins its conditions', async () => {
    const question = {
      where: "Slug = 'trade-service' OR Space.Labels.Environment = 'prod'",
      whereData: 'spec.replicas >= 1',
      resourceType: 'apps/v1/Deployment',
    }
    const { values, units, absent } = await count('Space.Labels.Region', question)

    expect(units).toBe(await unitsOf(question))
    expect(values.length).toBeGreaterThan(1)
    expect(values.reduce((sum, each) => sum + each.units, absent)).toBe(units)
  })

  it('may be absent, and then the units without one are counted', async () => {
    const { values, absent, units } = await count('UpstreamUnit.Slug')

    expect(absent).toBe(await unitsOf({ ...everything, where: 'UpstreamUnitID IS NULL' }))
    expect(values.reduce((sum, each) => sum + each.units, absent)).toBe(units)
  })

  it('are unknown where they are no single text, and counted apart where they have invisible characters', async () => {
    const all = await unitsOf(everything)
    saidOfEach = { Permissions: { View: { Roles: ['x'] } }, DisplayName: 'pro\u200bd' }
    const ofPermissions = await count('Permissions.View')
    const ofNames = await count('DisplayName')
    saidOfEach = undefined

    expect(ofPermissions).toMatchObject({ values: [], absent: 0, unknown: all })
    expect(ofNames).toMatchObject({ values: [], masked: 0, invisible: 1, absent: 0 })
  })

  it.each(['Values.a', 'UpstreamUnit.Values.a', 'HeadRevision.Values.a', 'NeededPaths.a'])(
    'of %s are not shown, because nothing around them says which are secrets',
    async (attribute) => {
      const answer = await ask(attribute)

      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('not shown')])
      expect((await ask(attribute.replace('.a', ''))).status).toBe(200)
    },
  )

  it.each(['Nope', 'FromLink.*.Slug', 'Conflicts', "Slug = 'a' AND Slug"])(
    'of %s are refused, because one unit has none or several',
    async (attribute) => {
      const answer = await ask(attribute)

      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('cannot be counted')
    },
  )
})
