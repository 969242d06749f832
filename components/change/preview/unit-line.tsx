'use client'

import { GitMerge } from 'lucide-react'
import { LineButton, NoCheckbox } from '#components/change/preview/line-button.tsx'
import { OverrideMark } from '#components/change/preview/override-mark.tsx'
import { isChange, isChoosable } from '#components/change/preview/preview-counts.ts'
import { unitName } from '#components/change/preview/preview-lines.ts'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Environment } from '#components/ui/environment.tsx'
import { LineCheckbox } from '#components/ui/field/line-checkbox.tsx'
import { isChecked } from '#lib/change/classes/checked-row.ts'
import type { PreviewRow } from '#lib/change/model.ts'
import type { Dimensions } from '#lib/confighub/dimensions.ts'

export function UnitLine({
  row,
  dimensions: { environment, derived },
  isCurrent,
  isShown,
  isIncluded,
  onShow,
  onInclude,
}: {
  row: PreviewRow
  dimensions: Dimensions
  isCurrent: boolean
  isShown: boolean
  isIncluded: boolean
  onShow: () => void
  onInclude: (isIncluded: boolean) => void
}) {
  const name = unitName(row)
  const isChanged = isChange(row)
  return (
    <div
      className={classNames(
        'flex min-h-8.5 items-center gap-2 py-1 pr-2 pl-2',
        isShown ? 'bg-accent-soft' : isCurrent && 'bg-press',
      )}
    >
      {isChoosable(row) ? (
        <LineCheckbox label={`Write ${name}`} isSelected={isIncluded} onChange={onInclude} />
      ) : (
        <NoCheckbox />
      )}
      <LineButton aria-pressed={isShown} onClick={onShow} className="items-center pl-5.5 hover:text-accent">
        <span
          title={name}
          className={classNames(
            'mono min-w-0 truncate max-sm:whitespace-normal max-sm:break-words',
            isChanged && !isIncluded && 'text-muted',
          )}
        >
          <span className="text-muted">{row.SpaceSlug}/</span>
          {row.Slug}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          {isChoosable(row) && !isIncluded && <Badge>excluded</Badge>}
          {!isChecked(row) && <Badge>not checked yet</Badge>}
          {isChanged && row.override === true && <OverrideMark />}
          {isChanged && row.merged && (
            <Badge tone="attention" sign={false} title="The unit changed since; later work is kept">
              <GitMerge aria-hidden size={11} />
              merged
            </Badge>
          )}
          <span className="max-sm:hidden">
            <Environment name={environment} isDerived={derived.environment} />
          </span>
          <span className="mono text-muted text-xs">r{row.HeadRevisionNum}</span>
        </span>
      </LineButton>
    </div>
  )
}
