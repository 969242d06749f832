import { queryOptions } from '@tanstack/react-query'
import { mapParallel } from '#lib/confighub/chunking.ts'
import { pageLimit } from '#lib/confighub/paging.ts'
import { unitedUnits } from '#lib/confighub/united.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import type { UnitsQuestion } from '#lib/queries/units.ts'
import { printCondition } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'

/** How many units a part of a query selects; `atLeast` when counting stopped after a page. */
export type ConditionCount = {
  readonly condition: string
  /** Units that the condition selects alone. */
  readonly alone: number
  /** Units that the query selects without the condition. */
  readonly without: number
  readonly atLeast: boolean
}

/** Each count may be several calls, of which four run at a time. */
const oneAtATime = 1

/** For a query without matches: its conditions, the one whose removal adds the most units first. */
export const whyEmptyQuery = ({ where, whereData = '', resourceType = '' }: UnitsQuestion) =>
  queryOptions({
    queryKey: ['units', 'why-empty', { where, whereData, resourceType }],
    queryFn: async ({ signal }): Promise<ConditionCount[]> => {
      const conditions = conditionsOf(where)
      const data = { where_data: whereData, resource_type: resourceType }
      const counts = await mapParallel(
        conditions,
        async (condition, index) => {
          const others = conditions.filter((_, other) => other !== index).join(' AND ')
          const alone = await count({ where: condition }, signal)
          const without = await count({ where: others, ...data }, signal)
          return {
            condition,
            alone: alone.count,
            without: without.count,
            atLeast: alone.more || without.more,
          }
        },
        oneAtATime,
      )
      if (whereData !== '' || resourceType !== '') {
        const alone = await count({ where: '', ...data }, signal)
        const without = await count({ where }, signal)
        const condition = [resourceType, whereData].filter((text) => text !== '').join(' · ')
        counts.push({
          condition,
          alone: alone.count,
          without: without.count,
          atLeast: alone.more || without.more,
        })
      }
      return counts.sort((a, b) => b.without - a.without)
    },
  })

function conditionsOf(where: string): string[] {
  const read = readConditions(where, 'Unit')
  // A group of alternatives keeps its parentheses, because other conditions are joined to it.
  return read.ok ? read.value.all.map((condition) => printCondition(condition)) : []
}

async function count(
  selection: { where: string; where_data?: string; resource_type?: string },
  signal: AbortSignal,
): Promise<{ count: number; more: boolean }> {
  const { units, truncated } = await unitedUnits(
    browserHub,
    { ...selection, select: 'Slug' },
    pageLimit,
    signal,
  )
  return { count: units.length, more: truncated }
}
