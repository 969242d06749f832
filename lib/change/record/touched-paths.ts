import { unreachable } from '#lib/base/unreachable.ts'
import { placeOf } from '#lib/change/metadata/values.ts'
import { pathsOf } from '#lib/change/preview/patch-reach.ts'
import type { RecordedPatch } from '#lib/change/record/recorded-patch.ts'
import { pathText } from '#lib/path/print-path.ts'

/**
 * The paths that a patch names; undefined when it names none: a whole document, what was before, or a record without
 * its patch. A function names them in its arguments, if at all.
 */
export function touchedPaths(patch: RecordedPatch | undefined): readonly string[] | undefined {
  if (patch === undefined) return undefined
  switch (patch.kind) {
    case 'set-fields':
    case 'merge':
    case 'json':
      return pathsOf(patch).map(pathText)
    case 'function':
      return patch.arguments.map(({ value }) => String(value))
    case 'sequence':
      return patch.steps.flatMap((step) => touchedPaths(step) ?? [])
    case 'metadata':
      return patch.edits.map(placeOf)
    case 'undo-metadata':
    case 'document':
    case 'restore':
    case 'unreadable':
      return undefined
    default:
      return unreachable(patch)
  }
}

/** `replicas` finds `spec.replicas`, and `spec.template.spec.nodeName` a patch of `spec.template`. */
export function touches(paths: readonly string[], asked: string): boolean {
  const wanted = asked.toLowerCase()
  return paths.some((path) => {
    const touched = path.toLowerCase()
    return touched.includes(wanted) || (touched !== '' && wanted.startsWith(`${touched}.`))
  })
}
