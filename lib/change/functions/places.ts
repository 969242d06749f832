import type { DataPath, PathSegment } from '#lib/path/data-path.ts'

/** Where the pod stands in the kinds of workloads; the first is that of most. */
const podSpecs = ['spec.template.spec', 'spec.jobTemplate.spec.template.spec', 'spec']

/** The path of a field of a container as most workloads have it; `*` names all containers. */
export function containerPath(container: string, ...rest: readonly PathSegment[]): PathSegment[] {
  const element: PathSegment =
    container === '*' ? { kind: 'wildcard' } : { kind: 'match', key: 'name', value: container }
  return [...keys('spec', 'template', 'spec', 'containers'), element, ...rest]
}

/** The container that a path leads into, and the way on from there; undefined when it leads elsewhere. */
export function inContainer({ segments }: DataPath) {
  for (const podSpec of podSpecs) {
    const pod = podSpec.split('.')
    const rest = segments.slice(pod.length)
    const isThere = pod.every((key, at) => keyOf(segments[at]) === key)
    if (!isThere || !/^(?:c|initC)ontainers$/.test(keyOf(rest[0]) ?? '')) continue
    const container = nameOf(rest[1])
    return container === undefined ? undefined : { container, rest: rest.slice(2) }
  }
  return undefined
}

export function keys(...names: readonly string[]): PathSegment[] {
  return names.map((key) => ({ kind: 'key', key }))
}

export function keyOf(segment: PathSegment | undefined): string | undefined {
  return segment?.kind === 'key' ? segment.key : undefined
}

/** Of an element of a list: its name, or `*` for all of them. */
export function nameOf(segment: PathSegment | undefined): string | undefined {
  if (segment?.kind === 'wildcard') return segment.bind === undefined ? '*' : undefined
  return segment?.kind === 'match' && segment.key === 'name' ? segment.value : undefined
}

/** Whether a path consists of just these keys. */
export function isAt({ segments, accessor }: DataPath, ...names: readonly string[]): boolean {
  return (
    accessor === undefined &&
    segments.length === names.length &&
    names.every((name, at) => keyOf(segments[at]) === name)
  )
}
