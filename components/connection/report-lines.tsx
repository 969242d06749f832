import { CircleAlert, CircleCheck, CircleHelp, CircleX, type LucideIcon } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import { checkNames, type ReportLine, type Verdict, verdictNames } from '#lib/connection/report.ts'

/** In the order in which a connection is established: the first failed line is the one to look at. */
export function ReportLines({ lines }: { lines: readonly ReportLine[] }) {
  return (
    <ul aria-label="Results" className="flex flex-col rounded-md border border-line bg-surface">
      {lines.map((line) => (
        <li
          key={line.check}
          className="flex flex-col gap-1 border-line border-b px-3 py-2.5 last:border-b-0 sm:flex-row sm:gap-3"
        >
          <VerdictMark verdict={line.verdict} />
          <div className="flex min-w-0 flex-1 flex-col gap-0.5 text-sm [overflow-wrap:anywhere]">
            <h2 className="font-semibold text-sm">{checkNames[line.check]}</h2>
            <p className="text-ink">{line.measured}</p>
            {line.verdict !== 'ok' && <p className="text-muted">{line.remedy}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

const marks: Readonly<Record<Verdict, { readonly Icon: LucideIcon; readonly colour: string }>> = {
  failed: { Icon: CircleX, colour: 'text-removed' },
  attention: { Icon: CircleAlert, colour: 'text-attention' },
  unknown: { Icon: CircleHelp, colour: 'text-muted' },
  ok: { Icon: CircleCheck, colour: 'text-added' },
}

/** An icon and a word, because colour must not be the only signal. */
function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { Icon, colour } = marks[verdict]
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1.5 font-medium text-xs sm:w-22',
        colour,
      )}
    >
      <Icon aria-hidden size={15} className="shrink-0" />
      {verdictNames[verdict]}
    </span>
  )
}
