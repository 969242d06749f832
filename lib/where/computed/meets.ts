import type { Json } from '#lib/base/json.ts'
import { type ComputedTerm, stand } from '#lib/where/computed/computed.ts'
import { matchesData } from '#lib/where/match-data.ts'

/** Whether a value that a function answers meets the condition, as if it stood in a document. */
export function meets({ test }: ComputedTerm, value: Json): boolean {
  return matchesData({ terms: [test] }, { resourceType: '', resourceName: '', value: { [stand]: value } })
}
