import type { Patch, PreviewRequest } from '#lib/change/model.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { beforeTag } from '#lib/confighub/revision-reference.ts'

/** Undoes a change; previewed and written like any other. Only what the change wrote is undone. */
export function undoRequest({ TagID, units }: Pick<ChangeRecord, 'TagID' | 'units'>): PreviewRequest {
  const written = units.filter(({ state }) => state === 'written' || state === 'moved-on')
  const unitIds = written.map(({ UnitID }) => UnitID)
  const isOfMetadata = units.some(({ metadata }) => metadata !== undefined)
  return {
    selection: { kind: 'units', unitIds },
    patch: isOfMetadata ? { kind: 'undo-metadata', tagId: TagID } : { kind: 'restore', to: beforeTag(TagID) },
  }
}

/** Nothing can be edited of such a patch, or used for other units. */
export function isGoingBack({ kind }: Patch): boolean {
  return kind === 'restore' || kind === 'undo-metadata'
}

/** Restores one unit to one of its revisions, byte for byte. */
export function restoreRequest(unitId: string, revisionNum: number): PreviewRequest {
  return {
    selection: { kind: 'units', unitIds: [unitId] },
    patch: { kind: 'restore', to: String(revisionNum) },
  }
}
