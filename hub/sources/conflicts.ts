import {
  type MutationInfo,
  type MutationSources,
  type ResourceInfo,
  resourceInfo,
  sourceOf,
  valueText,
} from '#hub/sources/mutation-sources.ts'
import type { Json } from '#lib/base/json.ts'
import type { MergeConflict } from '#lib/config/patch/merge-three-values.ts'

/** A change that a merge withheld, or a local one that it replaced (contract 4.5). */
export type MutationConflict = {
  readonly Resource: ResourceInfo
  /** Empty for a whole resource. */
  readonly Path: string
  readonly Reason: 'ProtectedPath' | 'Subtracted' | 'DeleteShadowed' | 'UnresolvedPath'
  /** What the source wanted. */
  readonly Source: MutationInfo
  /** The Mutation that last set the place in this Unit. */
  readonly Target?: MutationInfo
  /** The Unit the change came from. */
  readonly UnitID?: string
}

/** A conflict, and the value that Apply would set: undefined = it would delete. */
export type WithheldChange = { readonly conflict: MutationConflict; readonly value: Json | undefined }

const reasons = {
  guarded: 'ProtectedPath',
  disagreement: 'Subtracted',
  shadowed: 'DeleteShadowed',
  unresolved: 'UnresolvedPath',
} as const

/** The conflicts of a merge as the API reports them. `sources` are those of the Unit that was merged into. */
export function withheldChanges(
  conflicts: readonly MergeConflict[],
  sources: MutationSources,
  from: { readonly UnitID?: string; readonly Index: number },
): WithheldChange[] {
  return conflicts.map(({ resourceType, resourceName, path, reason, base, theirs }) => {
    const Resource = resourceInfo(resourceType, resourceName)
    const Target = sourceOf(sources, Resource, path)
    const conflict: MutationConflict = {
      Resource,
      Path: path,
      Reason: reasons[reason],
      Source: {
        MutationType: theirs === undefined ? 'Delete' : base === undefined ? 'Add' : 'Update',
        Index: from.Index,
        ...(theirs === undefined ? {} : { Value: valueText(theirs) }),
      },
      ...(Target === undefined ? {} : { Target }),
      ...(from.UnitID === undefined ? {} : { UnitID: from.UnitID }),
    }
    return { conflict, value: theirs }
  })
}
