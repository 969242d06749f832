'use client'

import { classNames } from '#components/ui/class-names.ts'
import type { UnitSearch } from '#lib/url/search-params.ts'

export type Part = UnitSearch['tab']

/** On narrow screens, `tab` in the address selects the visible part. */
export const partClass = {
  about: (tab: Part) => (tab === 'lineage' ? '' : 'max-xl:hidden'),
  document: (tab: Part) =>
    ({ lineage: 'max-xl:hidden', timeline: 'max-lg:hidden', data: '', compare: '' })[tab],
  timeline: (tab: Part) => (tab === 'timeline' ? '' : 'max-lg:hidden'),
}

/** The parts of a unit, on screens too narrow for all of them. */
export function PartSwitch({
  tab,
  isComparing,
  onChange,
}: {
  tab: Part
  isComparing: boolean
  onChange: (tab: Part) => void
}) {
  const parts: readonly { tab: Part; label: string; isCurrent: boolean; className?: string }[] = [
    {
      tab: isComparing ? 'compare' : 'data',
      label: isComparing ? 'Comparison' : 'Document',
      isCurrent: tab === 'data' || tab === 'compare',
    },
    { tab: 'timeline', label: 'Revisions', isCurrent: tab === 'timeline', className: 'lg:hidden' },
    { tab: 'lineage', label: 'About', isCurrent: tab === 'lineage' },
  ]
  return (
    <nav aria-label="Parts of this unit" className="flex shrink-0 gap-1 border-line border-b px-3 xl:hidden">
      {parts.map(({ label, isCurrent, className, ...part }) => (
        <button
          key={label}
          type="button"
          aria-current={isCurrent ? 'true' : undefined}
          onClick={() => onChange(part.tab)}
          className={classNames(
            '-mb-px h-9 border-b-2 px-2 text-sm focus-visible:-outline-offset-2',
            isCurrent ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            className,
          )}
        >
          {label}
        </button>
      ))}
    </nav>
  )
}
