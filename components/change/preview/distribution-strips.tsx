import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { count } from '#lib/base/plural.ts'
import type { Distribution, ValueCount } from '#lib/change/classes/classes.ts'

/** More places than these are left to the list of classes. */
const stripsShown = 3
const valuesShown = 5

/**
 * How the values of each changed place are distributed before and after. Values that become the same everywhere are
 * seen here first.
 */
export function DistributionStrips({ distributions }: { distributions: readonly Distribution[] }) {
  const shown = distributions.filter(({ before, after }) => Math.max(before.length, after.length) > 0)
  if (shown.length === 0) return null
  return (
    <ul aria-label="Values before and after" className="flex flex-col gap-2">
      {shown.slice(0, stripsShown).map((distribution) => (
        <li key={distribution.path} className="rounded-md border border-line bg-surface px-3 py-2">
          <Strip distribution={distribution} />
        </li>
      ))}
      {shown.length > stripsShown && (
        <li className="text-muted text-xs">and {count(shown.length - stripsShown, 'more place')}</li>
      )}
    </ul>
  )
}

function Strip({ distribution: { path, before, after } }: { distribution: Distribution }) {
  const direction = directionOf(before, after)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
      <p className="mono col-span-3 truncate text-xs" title={path}>
        {path}
      </p>
      <Bar name="before" values={before} />
      <span className="flex items-center gap-1 text-muted text-xs">
        {direction === 'up' && <ArrowUp aria-hidden size={13} />}
        {direction === 'down' && <ArrowDown aria-hidden size={13} />}
        {direction === 'mixed' && <ArrowRight aria-hidden size={13} />}
        {{ up: 'up', down: 'down', mixed: 'to' }[direction]}
      </span>
      <Bar name="after" values={after} />
    </div>
  )
}

function Bar({ name, values }: { name: string; values: readonly ValueCount[] }) {
  const sorted = [...values].sort((a, b) => numberOr(a.value) - numberOr(b.value) || b.count - a.count)
  const shown = sorted.length > valuesShown ? [...values].slice(0, valuesShown) : sorted
  const rest = values.length - shown.length
  const total = values.reduce((sum, each) => sum + each.count, 0)
  return (
    <div className="min-w-0">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full">
        {shown.map((each, index) => (
          <span
            key={each.value}
            className={classNames('h-full', tints[index % tints.length])}
            style={{ flexGrow: each.count / total }}
          />
        ))}
        {rest > 0 && <span className="h-full grow bg-press" />}
      </div>
      <p className="figures mt-1 flex flex-wrap gap-x-2.5 text-xs">
        <span className="sr-only">{name}:</span>
        {shown.map((each) => (
          <span
            key={each.value}
            title={each.value}
            className="inline-flex min-w-0 max-w-full items-baseline gap-1"
          >
            <span className="mono max-w-40 truncate">{each.value === '' ? '(empty)' : each.value}</span>
            <span className="text-muted">×{each.count}</span>
          </span>
        ))}
        {rest > 0 && <span className="text-muted">{rest} more values</span>}
      </p>
    </div>
  )
}

/** Shades of one hue; the text below says which is which. */
const tints = [
  'bg-accent-solid',
  'bg-accent-solid/60',
  'bg-accent-solid/40',
  'bg-accent-solid/25',
  'bg-press',
] as const

function directionOf(before: readonly ValueCount[], after: readonly ValueCount[]): 'up' | 'down' | 'mixed' {
  const from = before.map((each) => numberOr(each.value))
  const to = after.map((each) => numberOr(each.value))
  if (![...from, ...to].every(Number.isFinite)) return 'mixed'
  if (Math.max(...from) <= Math.min(...to)) return 'up'
  return Math.min(...from) >= Math.max(...to) ? 'down' : 'mixed'
}

function numberOr(value: string): number {
  return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.POSITIVE_INFINITY
}
