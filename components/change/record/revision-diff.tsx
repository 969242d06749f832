'use client'

import { X } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
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
      actions={
        <Button
          variant="quiet"
          size="icon-sm"
          className="-my-1 -mr-2"
          aria-label="Close the diff"
          onPress={onClose}
        >
          <X aria-hidden size={14} />
        </Button>
      }
    />
  )
}
