'use client'

import { OverrideSign } from '#components/change/preview/override-mark.tsx'
import { type Choice, isIncluded } from '#components/change/preview/preview-counts.ts'
import { Button } from '#components/ui/button.tsx'
import { count } from '#lib/base/plural.ts'
import { standingOf } from '#lib/change/classes/standing.ts'
import type { PreviewRow } from '#lib/change/model.ts'

/** Local overrides are excluded by default. One button includes or excludes all of them. */
export function OverridesBar({
  rows,
  choice,
  onInclude,
}: {
  rows: readonly PreviewRow[]
  choice: Choice
  onInclude: (rows: readonly PreviewRow[], isIncluded: boolean) => void
}) {
  const overrides = rows.filter((row) => standingOf(row) === 'override')
  if (overrides.length === 0) return null
  const left = overrides.filter((row) => !isIncluded(row, choice))
  const isAllIn = left.length === 0
  const acted = isAllIn ? overrides : left
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-md border border-line bg-surface px-3 py-1.5 text-sm">
      <OverrideSign size={15} />
      <p className="min-w-0 flex-1 basis-60">
        {count(overrides.length, 'unit')} {overrides.length === 1 ? 'differs' : 'differ'} from upstream on
        purpose exactly where this patch writes, and {overrides.length === 1 ? 'is' : 'are'}{' '}
        {isAllIn
          ? 'included.'
          : left.length === overrides.length
            ? 'excluded.'
            : `partly excluded (${left.length}).`}
      </p>
      <Button size="sm" onPress={() => onInclude(acted, !isAllIn)}>
        {isAllIn ? 'Exclude' : 'Include'} {count(acted.length, 'override')}
      </Button>
    </div>
  )
}
