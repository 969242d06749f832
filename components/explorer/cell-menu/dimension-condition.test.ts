import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dimensionCondition } from '#components/explorer/cell-menu/dimension-condition.ts'
import { dimensionsOf } from '#lib/confighub/dimensions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { matchConditions } from '#lib/where/testing/match-where.ts'

const part = fc.constantFrom(
  'prod',
  'PROD',
  'staging',
  'dev',
  'base',
  'infra',
  'eu',
  'eu-lon',
  'x.y',
  'traderx',
)
const slug = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('-'))
const label = fc.option(fc.constantFrom('prod', 'dev', 'eu', 'eu-lon', 'qa'), { nil: undefined })

/** Whether a query selects a unit of this Space. */
function selects(where: string, space: { Slug: string; Labels: Record<string, string> }): boolean {
  const read = readConditions(where, 'Unit')
  if (!read.ok) throw new Error(`${where}: ${read.error.message}`)
  return matchConditions(read.value, { Slug: 'unit' }, (name) => (name === 'Space' ? space : undefined))
}

it('selects exactly the units whose Space has the value, by its label or by its Slug', () => {
  fc.assert(
    fc.property(
      slug,
      slug,
      label,
      label,
      fc.constantFrom('environment', 'region'),
      (one, other, env, reg, name) => {
        const Labels = { ...(env && { Environment: env }), ...(reg && { Region: reg }) }
        const shown = dimensionsOf({ Slug: one, Labels: {} })[name]
        const { is, isNot } = dimensionCondition(name, shown, 'either')
        for (const Slug of [one, other]) {
          const space = { Slug, Labels }
          const isSame = dimensionsOf(space)[name] === shown
          expect([selects(is, space), selects(isNot, space)]).toEqual([isSame, !isSame])
        }
      },
    ),
    { numRuns: 2000 },
  )
})

it.each([
  ['environment', 'dev', 'label', "Space.Labels.Environment = 'dev'"],
  ['region', 'eu-lon', 'slug', "Space.Labels.Region IS NULL AND Space.Slug ~* '-prod-eu-lon$'"],
  [
    'environment',
    'prod',
    'slug',
    "Space.Labels.Environment IS NULL AND Space.Slug ~* '(-prod-([a-z0-9-]+)|-prod)$'",
  ],
] as const)('asks for the %s %s by its %s in few words', (name, value, by, text) => {
  expect(dimensionCondition(name, value, by).is).toBe(text)
})
