/** The name that was probably meant: at most two letters away. */
export function nearName(wanted: string, names: readonly string[]): string | undefined {
  return names.find((name) => distance(name.toLowerCase(), wanted.toLowerCase()) <= 2)
}

/** Levenshtein distance, for names that were nearly right. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, substituted))
    }
    row = next
  }
  return row[b.length] ?? 0
}
