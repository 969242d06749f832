import type { ChangeSummary } from '#lib/change/record/change-record.ts'

/** How the units of a change were chosen, when no query says it. */
export function withoutQuery(selection: ChangeSummary['selection']): string {
  return selection === 'query' ? 'Every unit' : 'Units picked one by one'
}
