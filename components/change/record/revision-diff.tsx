'use client'

import { CloseDiff } from '#components/ui/editor/close-diff.tsx'
import { RevisionPairDiff } from '#components/unit/revision-pair-diff.tsx'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'

/** What a change did to one unit: the revision before it, and the one it made. */
export function RevisionDiff({
  unit: { UnitID, unit, revision },
  onClose,
}: {
  unit: ChangedUnit
  onClose: () => void
}) {
  if (!unit || !revision) return null
  const { RevisionNum } = revision
  return (
    <RevisionPairDiff
      spaceId={unit.SpaceID}
      unitId={UnitID}
      label={`${unit.SpaceSlug}/${unit.Slug}`}
      from={RevisionNum - 1}
      to={RevisionNum}
      className="h-96"
      actions={<CloseDiff onClose={onClose} />}
    />
  )
}
