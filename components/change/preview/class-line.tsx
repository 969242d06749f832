'use client'

import {
  Ban,
  CircleAlert,
  CircleDashed,
  CircleSlash,
  Equal,
  GitMerge,
  SquarePen,
  TriangleAlert,
} from 'lucide-react'
import { LineButton, NoCheckbox } from '#components/change/preview/line-button.tsx'
import { OverrideMark, OverrideSign } from '#components/change/preview/override-mark.tsx'
import { isChoosable } from '#components/change/preview/preview-counts.ts'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { DisclosureMark } from '#components/ui/disclosure-mark.tsx'
import { LineCheckbox } from '#components/ui/field/line-checkbox.tsx'
import type { StateLook } from '#components/ui/state-look.ts'
import { count } from '#lib/base/plural.ts'
import type { ChangeClass } from '#lib/change/classes/classes.ts'
import type { Standing } from '#lib/change/classes/standing.ts'

const marks: Readonly<Record<Standing, Omit<StateLook, 'label'>>> = {
  change: { Icon: SquarePen, tint: 'text-changed' },
  consent: { Icon: TriangleAlert, tint: 'text-attention' },
  override: { Icon: OverrideSign, tint: 'text-attention' },
  unchecked: { Icon: CircleDashed, tint: 'text-muted' },
  refused: { Icon: Ban, tint: 'text-removed' },
  unchanged: { Icon: Equal, tint: 'text-muted' },
  'no-match': { Icon: CircleSlash, tint: 'text-attention' },
  failed: { Icon: CircleAlert, tint: 'text-removed' },
}

export function ClassLine({
  changeClass,
  isOpen,
  isCurrent,
  inclusion,
  onToggle,
  onInclude,
}: {
  changeClass: ChangeClass
  isOpen: boolean
  isCurrent: boolean
  inclusion: 'all' | 'none' | 'some'
  onToggle: () => void
  onInclude: (isIncluded: boolean) => void
}) {
  const { Icon, tint } = marks[changeClass.standing]
  const isChange = changeClass.rows.some((row) => row.status === 'change')
  const heading = headingOf(changeClass)
  return (
    <div
      className={classNames(
        'flex min-h-8.5 items-start gap-2 px-2 py-1',
        isCurrent ? 'bg-press' : 'bg-sunken/60',
      )}
    >
      {changeClass.rows.some(isChoosable) ? (
        <LineCheckbox
          label={checkboxLabel(changeClass)}
          isSelected={inclusion === 'all'}
          isIndeterminate={inclusion === 'some'}
          onChange={onInclude}
        />
      ) : (
        <NoCheckbox />
      )}
      <LineButton aria-expanded={isOpen} onClick={onToggle} className="items-start">
        <DisclosureMark isOpen={isOpen} className="mt-1" />
        <Icon aria-hidden size={14} className={classNames('mt-1 shrink-0', tint)} />
        <span className="flex min-w-0 flex-1 flex-col text-sm leading-6">
          {heading && <span className={classNames('break-words font-medium', tint)}>{heading}</span>}
          <span
            className={classNames(
              'break-words',
              isChange && 'mono',
              isChange && inclusion === 'none' && 'text-muted',
            )}
          >
            {changeClass.label}
          </span>
          {changeClass.remarks.length > 0 && (
            <span className="break-words text-muted">{changeClass.remarks.join('; ')}</span>
          )}
        </span>
        <span className="flex shrink-0 flex-wrap items-center justify-end gap-1.5">
          {changeClass.standing === 'change' && inclusion === 'none' && <Badge>excluded</Badge>}
          {changeClass.overrides > 0 && changeClass.standing !== 'override' && (
            <OverrideMark
              {...(changeClass.overrides === changeClass.rows.length ? {} : { units: changeClass.overrides })}
            />
          )}
          {changeClass.merged > 0 && (
            <Badge tone="attention" sign={false} title="These units changed since; later work is kept">
              <GitMerge aria-hidden size={11} />
              {changeClass.merged} merged
            </Badge>
          )}
          <span className="figures whitespace-nowrap text-sm">{count(changeClass.rows.length, 'unit')}</span>
        </span>
      </LineButton>
    </div>
  )
}

/** Why the units of a class are not written by default, in one sentence. */
function headingOf({ standing, notes }: ChangeClass): string | undefined {
  switch (standing) {
    case 'consent':
      return `Needs your consent: ${notes.join('; ')}`
    case 'override':
      return 'Local override: differs from its upstream on purpose, exactly where this patch writes'
    case 'unchecked':
      return 'Not checked yet: whether this overwrites a local override, and whether the hub would refuse'
    case 'refused':
      return `The hub will refuse: ${notes.join('; ')}`
    default:
      return undefined
  }
}

function checkboxLabel({ standing, rows, label, notes }: ChangeClass): string {
  const units = count(rows.length, 'unit')
  switch (standing) {
    case 'consent':
      return `Consent to ${units} of ${label}: ${notes.join('; ')}`
    case 'override':
      return `Overwrite the local override of ${units} of ${label}`
    default:
      return `Write the ${units} of ${label}`
  }
}
