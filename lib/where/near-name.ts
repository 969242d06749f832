/** The name that was probably meant: the nearest, at most two letters away, one in a short name. */
export function nearName(wanted: string, names: readonly string[]): string | undefined {
  const most = wanted.length <= 4 ? 1 : 2
  let nearest: { readonly name: string; readonly away: number } | undefined
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) > most) continue
    const away = distance(name.toLowerCase(), wanted.toLowerCase())
    if (away <= most && away < (nearest?.away ?? Number.POSITIVE_INFINITY)) nearest = { name, away }
  }
  return nearest?.name
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
