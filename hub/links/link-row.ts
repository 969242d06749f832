import type { Selectable } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

export type LinkRow = Selectable<Tables['Link']>

/** Whether a Link of this type merges changes, instead of filling in values. */
export function isMerging(updateType: string): boolean {
  return updateType === 'UpgradeUnit' || updateType === 'MergeUnits'
}

const reasons: Readonly<Record<string, string>> = {
  Upsert: 'which resources it replaces is not part of its contract',
  TransformPaths: 'its expressions are not evaluated here',
}

type Kind = { readonly UpdateType: string; readonly TransformInvocationID?: string | null | undefined }

/** Why such Links cannot be resolved; undefined when they can. */
export function whyNot({ UpdateType, TransformInvocationID }: Kind): string | undefined {
  if (UpdateType === 'Insert' && TransformInvocationID)
    return 'the Invocation that transforms the data is not run here'
  return reasons[UpdateType]
}
