/** Booleans that are also absent when unknown, so that `false` carries information. */
const unknowable = new Set(['ValidationPassed'])

/** A row as the API returns it: empty fields left out, times in RFC 3339 UTC (contract 4). */
export function present(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const answer: Record<string, unknown> = {}
  for (const key in row) {
    const value = row[key]
    if (value === null || value === undefined || value === '' || value === 0) continue
    if (value === false && !unknowable.has(key)) continue
    if (value instanceof Date) answer[key] = value.toISOString()
    else if (typeof value !== 'object' || !isEmpty(value)) answer[key] = value
  }
  return answer
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}
