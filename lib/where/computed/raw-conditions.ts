/** A condition as it was typed, readable or not. */
export type RawCondition = { readonly text: string; readonly start: number; readonly end: number }

/** Cuts at every AND outside quotes, whether or not the parts can be read; blank parts are none. */
export function rawConditions(text: string): RawCondition[] {
  const conditions: RawCondition[] = []
  let start = 0
  for (const match of text.matchAll(/'[^']*'|\sAND(?=\s|$)/g)) {
    if (match[0].startsWith("'")) continue
    conditions.push({ text: text.slice(start, match.index), start, end: match.index })
    start = match.index + match[0].length
  }
  return [...conditions, { text: text.slice(start), start, end: text.length + 1 }].filter(
    (condition) => condition.text.trim() !== '',
  )
}
