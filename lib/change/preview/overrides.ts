import { isOverride, type WrittenPlace } from '#lib/change/classes/override.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { readAnyResources } from '#lib/config/formats/documents.ts'

/** The document that units were cloned from, and what is written to each of them. */
export type UpstreamQuestion = {
  readonly upstream: string
  /** The format of the clones; absent for Kubernetes/YAML. */
  readonly toolchain?: string
  readonly changes: readonly (readonly WrittenPlace[])[]
}

/** Parses the upstream once for all of its clones. */
export function findOverrides({ upstream, toolchain, changes }: UpstreamQuestion): boolean[] {
  const read = readAnyResources(upstream, toolchain)
  const items = read.ok ? withItems(read.value) : undefined
  return changes.map((places) => isOverride(items, places))
}
