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

/** Numbers by size, text in natural order (`r9` before `r10`), empty values last. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
