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

/** The places of a text, each once; those beyond the end are of another list. */
export function placesIn(ranges: string, end: number): number[] {
  const places: number[] = []
  for (const range of ranges.split(',')) {
    const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range)
    if (match === null) continue
    const to = Math.min(Number(match[2] ?? match[1]), end - 1)
    // They ascend. Someone else may have written a text that names all of them again and again.
    for (let place = Math.max(Number(match[1]), (places.at(-1) ?? -1) + 1); place <= to; place++)
      places.push(place)
  }
  return places
}

/**
 * What groups say, by id: each has the places of its ids in a list. A place is in one group; what comes after more places
 * than there are is not read, so that no text makes more work than the list is long.
 */
export function entriesOf<Entry>(
  groups: readonly (readonly [entry: Entry, ranges: string])[],
  ids: readonly string[],
): Map<string, Entry> {
  const found = new Map<string, Entry>()
  let left = ids.length
  for (const [entry, ranges] of groups) {
    const places = placesIn(ranges, ids.length)
    left -= places.length
    if (left < 0) break
    for (const place of places) {
      const id = ids[place]
      if (id !== undefined) found.set(id, entry)
    }
  }
  return found
}
