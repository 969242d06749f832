import type { PathSegment } from '#lib/path/data-path.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'

const containerLists: ReadonlySet<string> = new Set(['initContainers', 'containers'])

/**
 * A path as people say it: `trade-service image`, `trade-service env LOG_LEVEL`; other paths unchanged. For display
 * only: it cannot be parsed back.
 */
export function pathLabel(path: string): string {
  const parsed = parsePath(path)
  if (!parsed.ok) return path
  const { segments, accessor } = parsed.value
  const at = segments.findIndex(
    (each, index) => nameIn(each) !== undefined && isContainerList(segments[index - 1]),
  )
  const container = nameIn(segments[at])
  if (container === undefined) return path
  const [list, variable, ...rest] = segments.slice(at + 1)
  if (list === undefined) return `container ${container}`
  const name = isKey(list, 'env') ? nameIn(variable) : undefined
  const isWhole = rest.length === 0 || (rest.length === 1 && isKey(rest[0], 'value'))
  if (name !== undefined && isWhole) return `${container} env ${name}`
  return `${container} ${pathText({ segments: segments.slice(at + 1), ...(accessor && { accessor }) })}`
}

/** A resource's type for display; application configuration has none. */
export function typeLabel(resourceType: string): string {
  return resourceType || 'document'
}

/** A place in a resource; the whole resource, where the path is empty, by its type. */
export function placeLabel({ path, resourceType }: { path: string; resourceType: string }): string {
  return path === '' ? typeLabel(resourceType) : pathLabel(path)
}

function isContainerList(segment: PathSegment | undefined): boolean {
  return segment?.kind === 'key' && containerLists.has(segment.key)
}

function isKey(segment: PathSegment | undefined, key: string): boolean {
  return segment?.kind === 'key' && segment.key === key
}

/** The name that `?name=` asks for. */
function nameIn(segment: PathSegment | undefined): string | undefined {
  return segment?.kind === 'match' && segment.key === 'name' ? segment.value : undefined
}
