import { printCondition, printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'

/** The query with these conditions beside its own, each once; undefined when either cannot be read. */
export function withConditions(where: string, conditions: string): string | undefined {
  const [read, added] = [readConditions(where, 'Unit'), readConditions(conditions, 'Unit')]
  if (!read.ok || !added.ok) return undefined
  const known = new Set(read.value.all.map((condition) => printCondition(condition)))
  const others = added.value.all.filter((condition) => !known.has(printCondition(condition)))
  return printConditions({ all: [...read.value.all, ...others] })
}
