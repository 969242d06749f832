import { UserCheck } from 'lucide-react'
import type { Lacking } from '#components/change/write/use-lacking.ts'
import { count } from '#lib/base/plural.ts'

/** `here`: it can be proposed. `done`: it is. `never`: it is the rest of a change that was not, which cannot be. */
export type ProposalWay = 'here' | 'done' | 'never'

/** Says before writing what others have to approve. */
export function NeededNote({ lacking, way }: { lacking: Lacking; way: ProposalWay }) {
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
        {lacking.rules.length > 0 && <p>{lacking.isExempt ? exempt : waysOn[way]}</p>}
      </div>
    </div>
  )
}

const exempt = 'Undoing your own change is written without, while every unit is as the change left it.'
const who = 'Whoever else may edit all of these units can approve it; service accounts cannot.'

const waysOn: Readonly<Record<ProposalWay, string>> = {
  here: `Propose it, and send its address to another person. ${who}`,
  done: who,
  never: 'This change was never proposed. Choose the units that are left, and propose a change of them.',
}
