import type { PreviewRequest } from '#lib/change/model.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { beforeTag } from '#lib/confighub/revision-reference.ts'

/** Undoes a change; previewed and written like any other. Only what the change wrote is undone. */
export function undoRequest({ TagID, units }: Pick<ChangeRecord, 'TagID' | 'units'>): PreviewRequest {
  const written = units.filter(({ state }) => state === 'written' || state === 'moved-on')
  const unitIds = written.map(({ UnitID }) => UnitID)
  return { selection: { kind: 'units', unitIds }, patch: { kind: 'restore', to: beforeTag(TagID) } }
}

/** Restores one unit to one of its revisions, byte for byte. */
export function restoreRequest(unitId: string, revisionNum: number): PreviewRequest {
  return {
    selection: { kind: 'units', unitIds: [unitId] },
    patch: { kind: 'restore', to: String(revisionNum) },
  }
}
