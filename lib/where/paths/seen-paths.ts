import type { PathSegment } from '#lib/path/data-path.ts'
import { parseFilterPath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'
import { nearName } from '#lib/where/near-name.ts'

/** A path that documents have, with how many units have it; elements of lists as `*` and by their name. */
export type KnownPath = {
  readonly resourceType: string
  readonly path: string
  readonly kinds: readonly string[]
  readonly units: number
}

/** The paths with every word, in any order; those that end in one first. `repl` finds `spec.replicas`. */
export function searchPaths<P extends KnownPath>(paths: readonly P[], text: string, atMost: number): P[] {
  const words = text
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean)
  const found = paths.flatMap((known) => {
    const path = known.path.toLowerCase()
    const all = `${path} ${known.resourceType.toLowerCase()}`
    return words.every((word) => all.includes(word))
      ? [{ known, rank: rankOf(known, path, text, words) }]
      : []
  })
  return found
    .sort((a, b) => a.rank - b.rank || b.known.units - a.known.units)
    .slice(0, atMost)
    .map(({ known }) => known)
}

function rankOf({ kinds }: KnownPath, path: string, text: string, words: readonly string[]): number {
  if (path === text.trim().toLowerCase()) return -1
  const last = path.slice(path.lastIndexOf('.') + 1)
  const word = words.at(-1) ?? ''
  const nearness = last === word ? 0 : last.startsWith(word) ? 1 : last.includes(word) ? 2 : 3
  // A place with values is asked for more often than the map around it, and any element more often than one.
  return nearness * 4 + (isBranch(kinds) ? 2 : 0) + (path.includes('?') ? 1 : 0)
}

function isBranch(kinds: readonly string[]): boolean {
  return kinds.every((kind) => kind === 'map' || kind === 'list')
}

/** The known paths that a typed one leads through, one for each resource type; none when nobody has it. */
export function knownFor<P extends KnownPath>(paths: readonly P[], resourceType: string, path: string): P[] {
  const plain = plainSegments(path)
  if (plain === undefined) return []
  const text = pathText(plain)
  // Digits may also be a key of a map.
  return paths.filter(
    (known) => (known.path === text || known.path === path) && isOfType(known, resourceType),
  )
}

/** The path that was probably meant by one that nobody has. */
export function nearestKnown<P extends KnownPath>(
  paths: readonly P[],
  resourceType: string,
  path: string,
): P | undefined {
  const wanted = (plainSegments(path) ?? []).map((segment) => pathText([segment]))
  const last = wanted.at(-1)
  if (last === undefined) return undefined
  const possible = paths.filter((known) => isOfType(known, resourceType))
  const ends = new Set(possible.map((known) => endOf(known.path)))
  const end = ends.has(last) ? last : nearName(last, [...ends])
  const candidates = possible.filter((known) => endOf(known.path) === end)
  const shared = (known: P) => known.path.split('.').filter((part) => wanted.includes(part)).length
  return candidates.sort((a, b) => shared(b) - shared(a) || b.units - a.units)[0]
}

/** An empty type or `*` is any. */
export function isOfType({ resourceType }: KnownPath, wanted: string): boolean {
  return wanted === '' || wanted === '*' || resourceType === wanted
}

function endOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** As catalogues spell it: any element of a list for one at a place, and only what has to exist of a split path. */
function plainSegments(path: string): readonly PathSegment[] | undefined {
  const parsed = parseFilterPath(path)
  if (!parsed.ok) return undefined
  return parsed.value.segments.map((segment): PathSegment => {
    switch (segment.kind) {
      case 'index':
      case 'place':
      case 'wildcard':
        return { kind: 'wildcard' }
      case 'filter':
        return { kind: 'match', key: segment.key, value: segment.value }
      case 'match':
        return { kind: 'match', key: segment.key, value: segment.value }
      case 'param':
        return { kind: 'key', key: segment.key }
      default:
        return segment
    }
  })
}
