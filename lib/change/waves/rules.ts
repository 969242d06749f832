import { compareText } from '#lib/base/code-point-order.ts'
import type { WaveRequest } from '#lib/change/model.ts'
import { maxWaves } from '#lib/change/waves/plan.ts'

/** What a rule looks at. */
export type WaveUnit = { readonly UnitID: string; readonly SpaceSlug: string; readonly Slug: string }

/** How the units of a change are put into waves. A value that is not known is the empty text. */
export type WaveRule<Unit> =
  | { readonly kind: 'canary'; readonly units: number }
  /** One unit for each value of a column first, then the rest. */
  | { readonly kind: 'one-each'; readonly readValue: (unit: Unit) => string }
  | { readonly kind: 'column'; readonly readValue: (unit: Unit) => string }
  /** Of all units, each step counting from the beginning: 10, 50, 100. */
  | { readonly kind: 'percent'; readonly steps: readonly number[] }
  /** A line for each wave: parts of names such as `prod-eu-lon` or `prod-us-*\/trade-*`; a last wave has the rest. */
  | { readonly kind: 'names'; readonly text: string }

/** `key` names the wave within its rule, whatever is left out of the change later. */
export type RuledWave = WaveRequest & { readonly key: string }

export type Ruled =
  | { readonly ok: true; readonly waves: readonly RuledWave[] }
  | { readonly ok: false; readonly problem: string }

type Group = readonly [key: string, name: string, units: readonly WaveUnit[]]

/** The same units in the same order always give the same waves. */
export function wavesBy<Unit extends WaveUnit>(rule: WaveRule<Unit>, units: readonly Unit[]): Ruled {
  const groups = groupsBy(rule, units).filter(([, , group]) => group.length > 0)
  if (groups.length > maxWaves) {
    return {
      ok: false,
      problem: `That would be ${groups.length.toLocaleString('en')} waves; a change has at most ${maxWaves}. Choose a column with fewer values.`,
    }
  }
  const waves = groups.map(([key, name, group], index) => ({
    key,
    name,
    unitIds: group.map(({ UnitID }) => UnitID),
    hold: index < groups.length - 1,
  }))
  return { ok: true, waves }
}

function groupsBy<Unit extends WaveUnit>(rule: WaveRule<Unit>, units: readonly Unit[]): readonly Group[] {
  switch (rule.kind) {
    case 'canary':
      return [
        ['canary', 'Canary', units.slice(0, rule.units)],
        ['rest', 'The rest', units.slice(rule.units)],
      ]
    case 'one-each': {
      const first = new Set(valuesOf(rule.readValue, units).map(([, [unit]]) => unit))
      return [
        ['canary', 'One of each', units.filter((unit) => first.has(unit))],
        ['rest', 'The rest', units.filter((unit) => !first.has(unit))],
      ]
    }
    case 'column':
      return valuesOf(rule.readValue, units).map(([value, group]) => [`=${value}`, nameOf(value), group])
    case 'percent':
      return byPercent(rule.steps, units)
    case 'names':
      return byNames(rule.text, units)
    default:
      return rule satisfies never
  }
}

/** In the order of the values; units without one come last. */
function valuesOf<Unit>(readValue: (unit: Unit) => string, units: readonly Unit[]): [string, Unit[]][] {
  return [...Map.groupBy(units, readValue)].sort(
    ([a], [b]) => Number(a === '') - Number(b === '') || compareText(a, b),
  )
}

function nameOf(value: string): string {
  return value === '' ? 'Without a value' : value.slice(0, 80)
}

function byPercent(steps: readonly number[], units: readonly WaveUnit[]): Group[] {
  const whole = [...new Set([...steps.filter((step) => step > 0 && step < 100), 100])].sort((a, b) => a - b)
  const ends = whole.map((step) => Math.ceil((units.length * step) / 100))
  return whole.map((step, index) => [
    `${step}`,
    `Up to ${step} %`,
    units.slice(ends[index - 1] ?? 0, ends[index]),
  ])
}

function byNames(text: string, units: readonly WaveUnit[]): Group[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const patterns = lines.map((line) =>
    line
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(patternOf),
  )
  const groups: WaveUnit[][] = [...lines.map(() => []), []]
  for (const unit of units) {
    const name = `${unit.SpaceSlug}/${unit.Slug}`
    const line = patterns.findIndex((of) => of.some((pattern) => pattern.test(name)))
    groups.at(line)?.push(unit)
  }
  return groups.map((group, index) => {
    const line = lines[index]
    return line === undefined ? ['rest', 'The rest', group] : [`${index + 1}`, line.slice(0, 80), group]
  })
}

/** A part of `<Space>/<unit>`, in any case; `*` stands for anything. */
function patternOf(text: string): RegExp {
  return new RegExp(text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'), 'i')
}
