import type { Random } from '#lib/config/testing/random.ts'
import type { Place, World } from '#tests/contract/fuzz/world.ts'

const strange = [
  '0f4e7a52-1111-4222-8333-944455566677',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'x',
  '1',
  '%00',
  '%ff',
  '..',
  "'%20OR%201=1",
  '0F4E7A52-1111-4222-8333-944455566677',
  'trade-service',
  'é'.normalize('NFD').replace(/[^a-z]/g, '%CC%81'),
  'a'.repeat(300),
]

/** An id of this round: the right one, one of another entity, or one that does not exist. */
export function anyId(random: Random, { own, fleet }: World): string {
  if (random.chance(0.12)) return random.pick(strange)
  if (random.chance(0.1)) return random.pick(fleet[random.pick(['unit', 'space'])] ?? []).id
  return random.pick(own[random.pick(Object.keys(own))] ?? []).id
}

/** Which entities an operation's ids belong to; `fleet` = Spaces of the fleet too, because nothing is written. */
export function pathOf(random: Random, world: World, template: string, fleet: boolean): string {
  const place = placeOf(random, world, template, fleet)
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (random.chance(0.07)) return name === 'space_id' ? spaceOf(random, world) : anyId(random, world)
    if (name === 'space_id') return place.SpaceID
    return name === 'unit_id' ? (place.UnitID ?? place.id) : place.id
  })
  return random.chance(0.97) ? filled : broken(random, filled)
}

/** Never one of the fleet, so that a wrong id cannot lead to a write there. */
function spaceOf(random: Random, { spaces }: World): string {
  return random.chance(0.6) ? random.pick(spaces) : random.pick(strange)
}

function placeOf(random: Random, { own, fleet }: World, template: string, ofFleet: boolean): Place {
  const kind = [...template.matchAll(/\/(\w+)\/\{\w+\}/g)].at(-1)?.[1] ?? 'space'
  const theirs = ofFleet && random.chance(0.15) ? fleet[kind] : undefined
  return random.pick(theirs ?? own[kind] ?? own.unit ?? [])
}

function broken(random: Random, path: string): string {
  return random.pick([
    `${path}/`,
    `/${path}`,
    `${path}/%ff`,
    `${path}/..`,
    `${path}%00`,
    `${path};a=b`,
    `${path}%2f..%2f..`,
    path.toUpperCase(),
    path.replaceAll('/', '%2F'),
    `${path}/extended`,
    `/../..${path}`,
    '/',
    '/%',
    `/${'a'.repeat(3000)}`,
    `/space/${'a/'.repeat(500)}`,
  ])
}
