import { unreachable } from '#lib/base/unreachable.ts'
import type { FilterPath, PathSegment } from '#lib/path/data-path.ts'
import { escapeKey } from '#lib/path/escapes.ts'

/** Parses back to the same path, whatever its keys are. */
export function pathText(path: readonly PathSegment[] | FilterPath): string {
  if (!('segments' in path)) return segmentsText(path)
  const { segments, optional, accessor } = path
  return (
    segmentsText(segments) +
    (optional === undefined ? '' : `.|${segmentsText(optional)}`) +
    (accessor === undefined ? '' : `#${accessor}`)
  )
}

function segmentsText(segments: readonly PathSegment[]): string {
  return segments.map(segmentText).join('.')
}

function segmentText(segment: PathSegment): string {
  switch (segment.kind) {
    case 'key':
      // A key of digits only reads as an index, and an index reads the key of that name in a map.
      return escapeKey(segment.key)
    case 'param':
      return `@${escapeKey(segment.key)}:${segment.param}`
    case 'index':
      return String(segment.index)
    case 'wildcard':
      return `*${segment.bind ?? ''}`
    case 'match':
      return `${nameText(segment)}=${escapeKey(segment.value)}`
    case 'filter':
      return `*${nameText(segment)}=${escapeKey(segment.value)}`
    case 'place':
      return `${nameText(segment)}=@${segment.index}`
    default:
      return unreachable(segment)
  }
}

function nameText({ key, param }: { readonly key: string; readonly param?: string }): string {
  return `?${escapeKey(key)}${param ? `:${param}` : ''}`
}
