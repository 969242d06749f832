import { GitBranch } from 'lucide-react'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { count } from '#lib/base/plural.ts'

/** The one sign of an override: a branch that went its own way. */
export function OverrideSign({ size = 14, className }: { size?: number; className?: string }) {
  return <GitBranch aria-hidden size={size} className={classNames('shrink-0 text-attention', className)} />
}

/** How many units lose a local difference from their upstream; just the word for one unit, or for all of a class. */
export function OverrideMark({ units }: { units?: number }) {
  return (
    <Badge
      tone="attention"
      sign={false}
      title="Overwrites a value in which this differs from its upstream on purpose"
    >
      <OverrideSign size={11} />
      {units === undefined ? 'override' : count(units, 'override')}
    </Badge>
  )
}
