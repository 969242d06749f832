import type { Json, JsonMap } from '#lib/base/json.ts'
import type { FieldKind } from '#lib/config/testing/kubernetes-fields.ts'
import type { Random } from '#lib/config/testing/random.ts'

export type Draft = { [key: string]: Json }
export type ListKind = Extract<FieldKind, { kind: 'list' }>
export type ScalarsKind = Extract<FieldKind, { kind: 'scalars' }>

/** Few values each, so that patch and document meet. */
const pools: Readonly<Record<string, readonly Json[]>> = {
  name: ['a', 'b', 'c', 'd'],
  path: ['/a', '/b', '/c'],
  port: [53, 80],
  protocol: ['TCP', 'UDP'],
  spread: ['DoNotSchedule', 'ScheduleAnyway'],
  text: ['x', 'y', 'z', ''],
  count: [0, 1, 2],
  flag: [true, false],
}

/** What leads to the lists that matter. */
const path: ReadonlySet<string> = new Set(['spec', 'template', 'jobTemplate', 'containers'])
/** Lists with rules of their own. */
const busy: ReadonlySet<string> = new Set(['env', 'ports', 'topologySpreadConstraints'])

/** How likely a field is there, if most fields are there as often as `usual` says. */
export function likelihood(field: string, usual: number): number {
  if (path.has(field)) return 0.9
  return busy.has(field) ? usual * 1.8 : usual
}

export function oneOf(random: Random, pool: string): Json {
  return random.pick(pools[pool] ?? [])
}

export function someOf(random: Random, pool: string, atMost: number): Json[] {
  const left = [...(pools[pool] ?? [])]
  const size = random.below(Math.min(atMost, left.length) + 1)
  return Array.from({ length: size }, () => left.splice(random.below(left.length), 1)[0] ?? null)
}

export function withoutKey(element: Json, key: string): Json {
  return Object.fromEntries(Object.entries(element as JsonMap).filter(([each]) => each !== key))
}
