import type { GridColumn } from '#components/explorer/columns/grid-column.ts'

export type SortRule = { readonly id: string; readonly desc: boolean }

/** `-changed,unit`: the first column takes precedence, and a minus sorts in descending order. */
export function parseSort(text: string): SortRule[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (part.startsWith('-') ? { id: part.slice(1), desc: true } : { id: part, desc: false }))
}

/** Sort rules for the columns on screen; rules of removed columns are ignored. */
export function sortOf(text: string, columns: readonly { readonly id: string }[]): SortRule[] {
  return parseSort(text).filter(({ id }) => columns.some((column) => column.id === id))
}

export function printSort(rules: readonly SortRule[]): string {
  return rules.map(({ id, desc }) => `${desc ? '-' : ''}${id}`).join(',')
}

/** One way, then the other, then not at all. Times begin with the newest. With others, a column is added at the end. */
export function toggledSort(
  rules: readonly SortRule[],
  { id, holds }: Pick<GridColumn, 'id' | 'holds'>,
  withOthers: boolean,
): SortRule[] {
  const first = { id, desc: holds === 'time' }
  const known = rules.find((rule) => rule.id === id)
  const next = known === undefined ? [first] : known.desc === first.desc ? [{ id, desc: !first.desc }] : []
  if (!withOthers) return next
  if (known === undefined) return [...rules, first]
  return rules.flatMap((rule) => (rule.id === id ? next : [rule]))
}
