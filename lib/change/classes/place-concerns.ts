import { wholeFromText } from '#lib/base/exact-number.ts'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { Concern, ConcernKind } from '#lib/change/model.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathLabel } from '#lib/path/path-label.ts'
import { pathText } from '#lib/path/print-path.ts'
import { readPath } from '#lib/path/walk.ts'

/** The concerns about one changed place. With a schema, types are checked by the schema instead. */
export function placeConcerns(change: PathChange, hasSchema: boolean): Concern[] {
  const { path, from, to } = change
  const label = pathLabel(path)
  const segments = segmentsOf(path)
  const added = change.change === 'Delete' ? [] : leavesOf(to, segments)
  return [
    ...(isRemovedSection(change, segments) ? concern('removes-section', `removes all of ${label}`) : []),
    ...(change.change === 'Add' && isNewElement(segments)
      ? concern('new-element', `adds ${label}, which does not exist yet`)
      : []),
    // The schema of a known kind knows better: many of its fields accept a number or a string.
    ...(!hasSchema && isOtherType(from, to)
      ? concern('type', `makes ${label} ${typeName(to)} instead of ${typeName(from)}`)
      : []),
    ...added.flatMap((leaf) => numberConcerns(leaf, from)),
  ]
}

type Leaf = { readonly segments: readonly PathSegment[]; readonly value: Json }

function leavesOf(value: Json | undefined, segments: readonly PathSegment[]): Leaf[] {
  if (isJsonMap(value)) {
    return Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, [...segments, { kind: 'key', key }]),
    )
  }
  if (isJsonList(value)) {
    return value.flatMap((inner, index) => leavesOf(inner, [...segments, { kind: 'index', index }]))
  }
  return value === undefined ? [] : [{ segments, value }]
}

const replicaField = /replicas$/i
/** Counts, ports and times, where a negative number is a mistake; weights and priorities may be negative. */
const neverNegative = /(?:replicas|parallelism|completions|seconds|limit|port|threshold|size)$/i

function numberConcerns({ segments, value }: Leaf, from: Json | undefined): Concern[] {
  const key = lastKey(segments)
  const label = labelOf(segments)
  if (key === 'suspend' && value === true) return concern('stops-workload', `sets ${label} to true`)
  const number = numberOf(value)
  if (number === undefined || key === undefined) return []
  const before = from === undefined ? undefined : numberOf(from)
  if (number < 0 && neverNegative.test(key) && !(before !== undefined && before < 0)) {
    return concern('negative', `sets ${label} to ${number}`)
  }
  const isStopped = number === 0 && replicaField.test(key)
  return isStopped ? concern('stops-workload', `sets ${label} to 0`) : []
}

function numberOf(value: Json): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  return typeof value === 'string' && /^-?\d+$/.test(value) ? wholeFromText(value) : undefined
}

/** Maps and lists that still exist but lost all of several entries. */
export function emptiedConcerns(changes: readonly PathChange[], from: Json, to: Json): Concern[] {
  const deleted = changes.filter(({ change, path }) => change === 'Delete' && path !== '')
  const parents = new Map(
    deleted.map(({ path }) => {
      const segments = segmentsOf(path).slice(0, -1)
      return [pathText(segments), segments]
    }),
  )
  return [...parents].flatMap(([path, segments]) => {
    if (segments.length === 0 || !isNothing(readPath(to, path)[0]?.value)) return []
    const held = readPath(from, path)[0]?.value
    const hadSeveral = typeof held === 'object' && held !== null && Object.keys(held).length > 1
    return hadSeveral ? concern('removes-section', `removes all of ${pathLabel(path)}`) : []
  })
}

/** A section has more than one value, or is at the top of the resource. */
function isRemovedSection({ change, from, to }: PathChange, segments: readonly PathSegment[]): boolean {
  const isGone = change === 'Delete' || isNothing(to)
  if (!isGone || from === undefined || isNothing(from) || typeof from !== 'object') return false
  const last = segments.at(-1)
  // Removing one element is an ordinary change, unless the element runs something.
  if (last !== undefined && last.kind !== 'key') return isNewElement(segments)
  return segments.length <= 1 || leavesOf(from, []).length > 1
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Lists whose elements run something, or control others. */
const weightyLists: ReadonlySet<string> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumeClaimTemplates',
  'webhooks',
])

function isNewElement(segments: readonly PathSegment[]): boolean {
  const [list, element] = segments.slice(-2)
  return list?.kind === 'key' && element !== undefined && element.kind !== 'key' && weightyLists.has(list.key)
}

function isOtherType(from: Json | undefined, to: Json | undefined): boolean {
  if (from === undefined || to === undefined || from === null || to === null) return false
  if (typeName(from) === typeName(to)) return false
  // `cpu: 1` and `cpu: 500m`, or `maxUnavailable: 1` and `25%`, count as the same type.
  return !(isQuantity(from) && isQuantity(to))
}

function isQuantity(value: Json): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    (typeof value === 'string' && /^\d+(?:\.\d+)?(?:[numkMGTPE]|[KMGTPE]i|%)$/.test(value))
  )
}

function typeName(value: Json | undefined): string {
  if (isJsonList(value)) return 'a list'
  if (isJsonMap(value)) return 'a map'
  return `a ${typeof value === 'bigint' ? 'number' : typeof value}`
}

function segmentsOf(path: string): readonly PathSegment[] {
  const parsed = parsePath(path)
  return parsed.ok ? parsed.value.segments : []
}

function lastKey(segments: readonly PathSegment[]): string | undefined {
  const last = segments.at(-1)
  return last?.kind === 'key' ? last.key : undefined
}

function labelOf(segments: readonly PathSegment[]): string {
  return pathLabel(pathText(segments))
}

function concern(kind: ConcernKind, text: string): Concern[] {
  return [{ kind, text }]
}
