import { zeroId } from '#lib/base/uuid.ts'
import type { PreviewEvent, PreviewRequest, PreviewRow } from '#lib/change/model.ts'
import { type Frozen, freezeSelection } from '#lib/change/selection/freeze.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Freezes the units, says how many there are, and which of the picked ones cannot be read. */
export async function beginPreview(
  hub: ConfigHub,
  { selection, patch }: PreviewRequest,
  onEvent: (event: PreviewEvent) => void,
  signal?: AbortSignal,
): Promise<readonly Frozen[]> {
  const { units, missingIds } = await freezeSelection(hub, selection, patch, signal)
  onEvent({ event: 'start', total: units.length + missingIds.length })
  for (const id of missingIds) onEvent({ event: 'row', row: missingRow(id) })
  return units
}

function missingRow(id: string): PreviewRow {
  return {
    UnitID: id,
    SpaceID: zeroId,
    Slug: id,
    SpaceSlug: '',
    HeadRevisionNum: 0,
    DataHash: '',
    status: 'failed',
    reason: 'This unit no longer exists, or you may not see it.',
  }
}
