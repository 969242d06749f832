'use client'

import {
  ChevronRight,
  CircleAlert,
  CircleSlash,
  Equal,
  GitMerge,
  SquarePen,
  TriangleAlert,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { countUnits } from '#components/change/words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { ChangeClass } from '#lib/change/classes.ts'
import type { PreviewRow } from '#lib/change/model.ts'

type Mark = {
  Icon: ComponentType<{ size?: number; className?: string; 'aria-hidden'?: boolean }>
  tint: string
}

const marks: Record<PreviewRow['status'], Mark> = {
  change: { Icon: SquarePen, tint: 'text-changed' },
  unchanged: { Icon: Equal, tint: 'text-muted' },
  'no-match': { Icon: CircleSlash, tint: 'text-attention' },
  failed: { Icon: CircleAlert, tint: 'text-removed' },
}

export function ClassLine({
  group,
  isOpen,
  isCurrent,
  inclusion,
  onToggle,
  onExclude,
}: {
  group: ChangeClass
  isOpen: boolean
  isCurrent: boolean
  inclusion: 'all' | 'none' | 'some'
  onToggle: () => void
  onExclude: (isExcluded: boolean) => void
}) {
  const { Icon, tint } = marks[group.status]
  return (
    <div
      className={classNames(
        'flex min-h-8.5 items-start gap-2 px-2 py-1',
        isCurrent ? 'bg-press' : 'bg-sunken/60',
      )}
    >
      {group.status === 'change' ? (
        <Checkbox
          aria-label={`Write the ${countUnits(group.rows.length)} of ${group.label}`}
          isSelected={inclusion === 'all'}
          isIndeterminate={inclusion === 'some'}
          onChange={(isSelected) => onExclude(!isSelected)}
        />
      ) : (
        <span className="size-4 shrink-0" />
      )}
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex min-h-6 min-w-0 flex-1 items-start gap-2 rounded-sm text-left focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames(
            'mt-1 shrink-0 text-muted transition-transform duration-120',
            isOpen && 'rotate-90',
          )}
        />
        <Icon aria-hidden size={14} className={classNames('mt-1 shrink-0', tint)} />
        <span
          className={classNames(
            'min-w-0 flex-1 break-words text-sm leading-6',
            group.status === 'change' && 'mono',
            inclusion === 'none' && 'text-muted line-through',
          )}
        >
          {group.label}
        </span>
        <span className="flex shrink-0 flex-wrap items-center justify-end gap-1.5">
          {group.overrides > 0 && (
            <Badge
              tone="attention"
              sign={false}
              title="These units differ from their upstream on purpose exactly where this patch writes"
            >
              <TriangleAlert aria-hidden size={11} />
              {group.overrides === group.rows.length ? 'override' : countWord(group.overrides, 'override')}
            </Badge>
          )}
          {group.merged > 0 && (
            <Badge tone="attention" sign={false} title="These units moved on since; later work is kept">
              <GitMerge aria-hidden size={11} />
              {group.merged} merged
            </Badge>
          )}
          <span className="figures whitespace-nowrap text-sm">{countUnits(group.rows.length)}</span>
        </span>
      </button>
    </div>
  )
}

function countWord(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
