import { describe, expect, inject, it } from 'vitest'
import { includes, orderBy } from '#tests/contract/facts.ts'
import { get } from '#tests/contract/http.ts'
import { servedLists } from '#tests/contract/served.ts'
import { EnvelopeShape } from '#tests/contract/shapes/answers.ts'
import { unitAt } from '#tests/contract/units.ts'

/** Lists, and the entity each returns. */
const lists = { ...servedLists(), '{unit}/mutation': 'Mutation' }

describe.each(inject('readingHubs'))(
  'names that lists accept on $database (contract 5.2, 5.3, 5.4)',
  (hub) => {
    it.each(Object.entries(lists))(
      '%s takes every include name of %s, alone and together',
      async (list, entity) => {
        const names = includes[entity] ?? []
        const { path } = await unitAt(hub, 'prod-us-nyc', 'trade-service')
        for (const include of [...names, names.join(',')]) {
          const answer = await get(hub, list.replace('{unit}', path), { include, limit: 3 })
          expect([include, answer.status]).toEqual([include, 200])
        }
        const unknown = await get(hub, list.replace('{unit}', path), {
          include: [...names, 'Colour'].join(','),
        })
        expect([unknown.status, EnvelopeShape.parse(unknown.json).Message]).toEqual([
          400,
          expect.stringContaining('Colour'),
        ])
      },
    )

    it.each(Object.entries(lists))(
      '%s takes every order_by name of %s, up, down and page by page',
      async (pattern, entity) => {
        const { path } = await unitAt(hub, 'prod-us-nyc', 'trade-service')
        const list = pattern.replace('{unit}', path)
        const select = `${entity}ID`
        for (const name of orderBy[entity] ?? []) {
          const whole = (await get(hub, list, { order_by: `DESC:${name}`, limit: 20, select })).json
          const query = { order_by: `DESC:${name}`, limit: 10, select }
          const first = await get(hub, list, query)
          const next = first.headers.get('ConfigHub-Continue') ?? ''
          const second = next === '' ? { json: [] } : await get(hub, list, { ...query, continue: next })
          expect([name, [first.json, second.json].flat()]).toEqual([name, whole])
          expect((await get(hub, list, { order_by: name, limit: 1 })).status).toBe(200)
        }
      },
    )
  },
)
