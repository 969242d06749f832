/** `0-4,7` of ascending places. */
export function rangesOf(places: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const place of places) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === place - 1) last[1] = place
    else ranges.push([place, place])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')
}

/** The places of a text; those beyond the end are of another list. */
export function placesIn(ranges: string, end: number): number[] {
  return ranges.split(',').flatMap((range) => {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range)
    if (match === null) return []
    const from = Number(match[1])
    const to = Math.min(Number(match[2] ?? from), end - 1)
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step)
  })
}
