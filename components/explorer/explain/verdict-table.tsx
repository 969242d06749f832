import { Check, CircleHelp, X } from 'lucide-react'
import { partNames } from '#components/query/explain/part-words.ts'
import { classNames } from '#components/ui/class-names.ts'
import { SmallTable } from '#components/ui/small-table.tsx'
import { count } from '#lib/base/plural.ts'
import type { PartVerdict, SeenValue } from '#lib/rows/explain-wire.ts'

/** What each part of the query says of one unit, with the values it saw there. */
export function VerdictTable({ parts }: { parts: readonly PartVerdict[] }) {
  return (
    <SmallTable head={['Condition', 'Holds', 'Seen']}>
      {parts.map((part, at) => (
        <tr
          // biome-ignore lint/suspicious/noArrayIndexKey: a query may have a condition twice, and its parts never move
          key={at}
          className={classNames(
            'border-line border-t align-top',
            part.verdict !== 'true' && 'bg-attention-soft',
          )}
        >
          <td className="py-1.5 pr-4">
            <span className="mono [overflow-wrap:anywhere]">{part.text}</span>
            {part.kind !== 'where' && <span className="text-muted text-xs"> {partNames[part.kind]}</span>}
          </td>
          <td className="py-1.5 pr-4">
            <Verdict of={part.verdict} />
          </td>
          <td className="py-1.5">
            <Seen values={part.seen} others={part.otherResources ?? 0} />
            {part.reason && <p className="text-muted text-xs [overflow-wrap:anywhere]">{part.reason}</p>}
          </td>
        </tr>
      ))}
    </SmallTable>
  )
}

const verdicts = {
  true: { text: 'yes', Icon: Check, tone: 'text-added' },
  false: { text: 'no', Icon: X, tone: 'text-removed' },
  unset: { text: 'unknown: not set', Icon: CircleHelp, tone: 'text-attention' },
  unknown: { text: 'unknown', Icon: CircleHelp, tone: 'text-attention' },
} as const

function Verdict({ of }: { of: PartVerdict['verdict'] }) {
  const { text, Icon, tone } = verdicts[of]
  return (
    <span className={classNames('inline-flex items-center gap-1 whitespace-nowrap', tone)}>
      <Icon aria-hidden size={14} />
      {text}
    </span>
  )
}

function Seen({ values, others }: { values: readonly SeenValue[]; others: number }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {values.map(({ name, value, holds, hasMore, isWithheld }) => (
        <li key={name} className="text-xs [overflow-wrap:anywhere]">
          <span className="mono text-muted">{name}</span>
          {holds !== undefined && <span className="text-muted"> ({holds ? 'holds' : 'does not hold'})</span>}{' '}
          {isWithheld && <span className="text-muted">withheld: values from documents may be secret</span>}
          {value === undefined && !isWithheld && <NotThere isResource={holds !== undefined} />}
          {value !== undefined && <span className="mono">{value}</span>}
          {hasMore && <span className="text-muted"> and more values</span>}
        </li>
      ))}
      {others > 0 && <li className="text-muted text-xs">and {count(others, 'other resource')}</li>}
    </ul>
  )
}

function NotThere({ isResource }: { isResource: boolean }) {
  return <span className="text-muted">{isResource ? 'not there' : 'not set'}</span>
}
