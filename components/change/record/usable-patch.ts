import type { Patch } from '#lib/change/model.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'

/** The patch of a change, when it means something for other units too. */
export function usablePatch({ patch }: Pick<ChangeRecord, 'patch'>): Patch | undefined {
  switch (patch?.kind) {
    case 'set-fields':
    case 'merge':
    case 'json':
    case 'function':
    case 'sequence':
    case 'metadata':
      return patch
    default:
      return undefined
  }
}
