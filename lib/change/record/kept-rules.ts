import * as z from 'zod/mini'
import { entriesOf, rangesOf } from '#lib/base/place-ranges.ts'
import { count } from '#lib/base/plural.ts'
import { parseJson } from '#lib/change/record/annotations.ts'
import { maskText } from '#lib/config/mask/mask.ts'

const Given = z.union([z.int().check(z.nonnegative()), z.literal('exempt')])

/** What asked for approvals of a unit when it was about to be written. */
export const AppliedRule = z.object({
  /** Empty where no rule matched the unit. */
  condition: z.string(),
  needed: z.int().check(z.nonnegative()),
  /** How many other people had approved it; `exempt` for someone's undo of their own change. */
  given: Given,
})
export type AppliedRule = z.infer<typeof AppliedRule>

/** By UnitID. */
export type AppliedRules = ReadonlyMap<string, AppliedRule>

export const noRule: AppliedRule = { condition: '', needed: 0, given: 0 }

/** Units with the same rule and as many approvals: `[condition, needed, given, "0-4,7"]`, by their places. */
const Groups = z.array(z.tuple([z.string(), z.int(), Given, z.string()]))

/** What a record keeps; of units that an earlier commit wrote, what it kept then. */
export function keepRules(plannedIds: readonly string[], earlier: AppliedRules, now: AppliedRules): string {
  const groups = rulesWithPlaces(plannedIds, new Map([...earlier, ...now]))
  if (groups.length === 0) return ''
  return JSON.stringify(
    groups.map(({ condition, needed, given, places }) => [maskText(condition), needed, given, places]),
  )
}

/** What cannot be read says nothing; the signature tells when someone wrote it. */
export function readRules(text: string, plannedIds: readonly string[]): AppliedRules {
  const groups = Groups.safeParse(parseJson(text)).data ?? []
  const rules = groups.map(
    ([condition, needed, given, ranges]) => [{ condition, needed, given }, ranges] as const,
  )
  return entriesOf(rules, plannedIds)
}

/** Each rule once, with the places of its units in a list; of units without an entry nothing is known. */
export function rulesWithPlaces(
  ids: readonly string[],
  rules: AppliedRules,
): (CountedRule & { readonly places: string })[] {
  const known = [...ids.entries()].flatMap(([place, id]) => {
    const rule = rules.get(id)
    return rule === undefined ? [] : [{ place, rule }]
  })
  const groups = Map.groupBy(known, ({ rule: { condition, needed, given } }) =>
    JSON.stringify([condition, needed, given]),
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return { ...first.rule, places: rangesOf(group.map(({ place }) => place)), units: group.length }
  })
}

/** A rule with the number of units that matched it. */
export type CountedRule = AppliedRule & { readonly units: number }

/** `Labels.Environment = 'prod': 1 approval needed, 1 given, for 8 units` */
export function ruleText({ condition, needed, given, units }: CountedRule): string {
  const which = count(units, 'unit')
  if (condition === '') return `no rule asked for approvals of ${which}`
  const had = given === 'exempt' ? 'none for an undo of one’s own change' : `${given} given`
  return `${condition}: ${count(needed, 'approval')} needed, ${had}, for ${which}`
}
