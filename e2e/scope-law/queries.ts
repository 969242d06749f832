import type { Hub } from '#e2e/hub.ts'
import type { Random } from '#e2e/scope-law/random.ts'

const conditions = [
  "Slug = 'trade-service'",
  "Space.Slug LIKE '%prod%'",
  "Space.Labels.Continent = 'Europe'",
  'HeadRevisionNum > 1',
]
const alternatives = [
  "(Slug = 'trade-service' OR Slug = 'market-data')",
  "(Space.Slug LIKE '%prod-eu%' OR HeadRevisionNum > 3)",
]
const contents = [
  { type: '', data: '' },
  { type: 'apps/v1/Deployment', data: 'spec.replicas > 2' },
  { type: 'v1/Service', data: '' },
]

export type Asked = { readonly where: string; readonly data: string; readonly type: string }

export function randomWhere(random: Random): string {
  const chosen = conditions.filter(() => random.chance(0.5))
  return (random.chance(0.25) ? [...chosen, random.pick(alternatives)] : chosen).join(' AND ')
}

export function randomContent(random: Random): { type: string; data: string } {
  return random.pick(contents)
}

export function askedBy(address: string): Asked {
  const search = new URL(address).searchParams
  return {
    where: search.get('where') ?? '',
    data: search.get('data') ?? '',
    type: search.get('type') ?? '',
  }
}

/** Ids of the units that a query matches, by calls to the hub that have no OR: one for each choice of alternatives. */
export async function matching(hub: Hub, { where, data, type }: Asked): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const call of callsOf(where)) {
    const search = new URLSearchParams({ limit: '1000', select: 'Slug', where: call })
    if (data !== '') search.set('where_data', data)
    if (type !== '') search.set('resource_type', type)
    const units = await hub.read<{ Unit: { UnitID: string } }[]>('alice@trading.com', `/unit?${search}`)
    for (const { Unit } of units) found.add(Unit.UnitID)
  }
  return found
}

/** Only what these journeys ask: conditions joined by AND, some of them `(a OR b)`. */
function callsOf(where: string): string[] {
  const factors = where
    .split(/ AND (?![^(]*\))/)
    .map((factor) => (factor.startsWith('(') && factor.includes(' OR ') ? factor.slice(1, -1) : factor))
  // Without other conditions the parentheses are not needed.
  return factors
    .map((factor) => factor.split(' OR '))
    .reduce<string[][]>(
      (calls, choices) => calls.flatMap((call) => choices.map((choice) => [...call, choice])),
      [[]],
    )
    .map((call) => call.filter(Boolean).join(' AND '))
}
