import { UserCheck } from 'lucide-react'
import type { Lacking } from '#components/change/write/use-lacking.ts'
import { count } from '#lib/base/plural.ts'

/** Says before writing what others have to approve. */
export function NeededNote({ lacking, isProposed }: { lacking: Lacking; isProposed: boolean }) {
  return (
    <div role="status" className="flex items-start gap-2 rounded-md bg-attention-soft px-3 py-2 text-sm">
      <UserCheck aria-hidden size={15} className="mt-0.5 shrink-0 text-attention" />
      <div className="flex min-w-0 flex-col gap-1">
        {lacking.error !== null && (
          <p>Whether others have to approve this is not known: {lacking.error.message}</p>
        )}
        {lacking.rules.map(({ condition, count: needed, units }) => (
          <p key={condition} className="break-words">
            {count(units, 'unit')} {units === 1 ? 'needs' : 'need'} {count(needed, 'approval')} by others (
            <span className="mono text-xs">{condition}</span>).
          </p>
        ))}
        {lacking.rules.length > 0 && <p>{wayOn(lacking, isProposed)}</p>}
      </div>
    </div>
  )
}

function wayOn({ isExempt }: Lacking, isProposed: boolean): string {
  if (isExempt)
    return 'Undoing your own change is written without, while every unit is as the change left it.'
  const who = 'Whoever else may edit all of these units can approve it; service accounts cannot.'
  return isProposed ? who : `Propose it, and send its address to another person. ${who}`
}
