import { isNotAsked } from '#components/explorer/explain/not-asked.ts'
import { count } from '#lib/base/plural.ts'
import type { AskedCall } from '#lib/confighub/asked-call.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'

/** Parameters that say what was asked; the others say how it was to be answered. */
const asking = ['where', 'where_data', 'resource_type'] as const

/** Every call that the rows came from: what was asked, how much came, and how long it took. */
export function CallList({ answer, isDivided }: { answer: RowsAnswer; isDivided: boolean }) {
  const { asked, calls, count: total } = answer
  const rows = calls.reduce((sum, call) => sum + call.rows, 0)
  return (
    <section aria-label="Calls" className="flex flex-col gap-1.5">
      <p className="text-muted">{introduction(answer, isDivided)}</p>
      <ol className="flex flex-col">
        {asked.map((call) => (
          <CallLine
            key={JSON.stringify([call.operation, call.parameters])}
            call={call}
            rows={rowsOf(call, calls)}
          />
        ))}
      </ol>
      {rows > total && (
        <p className="text-muted">
          {count(rows - total, 'row')} came more than once: {count(total, 'unit')} are shown.
        </p>
      )}
    </section>
  )
}

function introduction(answer: RowsAnswer, isDivided: boolean): string {
  if (!answer.isComplete) return 'The calls are known once all rows are here.'
  if (isNotAsked(answer)) return 'Its conditions exclude each other, so ConfigHub was not asked for units.'
  return isDivided
    ? 'ConfigHub knows neither OR nor parentheses, so each alternative is a call of its own, and their units are united here.'
    : 'ConfigHub was asked for the query as it stands.'
}

function CallLine({ call, rows }: { call: AskedCall; rows: number | undefined }) {
  const { operation, parameters, times, status, requestIds } = call
  const others = Object.entries(parameters).filter(([name]) => !asking.some((each) => each === name))
  return (
    <li className="flex flex-col gap-0.5 border-line border-t py-1.5">
      <p className="flex flex-wrap gap-x-3">
        <span className="mono text-xs">{operation} </span>
        <span className="figures ml-auto text-xs">
          {rows !== undefined && `${count(rows, 'row')} · `}
          {times > 1 && `${count(times, 'page')} · `}
          {costText(call)}
          {status >= 400 && ` · status ${status}`}
        </span>
      </p>
      {asking.map(
        (name) =>
          parameters[name] && (
            <p key={name} className="mono text-xs [overflow-wrap:anywhere]">
              <span className="text-muted">{name}=</span>
              {parameters[name]}
            </p>
          ),
      )}
      <p className="mono text-muted text-xs [overflow-wrap:anywhere]">
        {others.map(([name, value]) => `${name}=${value}`).join(' ')}
        {requestIds.length > 0 && ` · request ${requestIds.join(', ')}`}
      </p>
    </li>
  )
}

/** Cells that need other entities are asked for apart, and make no rows. */
export function rowsOf({ parameters }: AskedCall, calls: RowsAnswer['calls']): number | undefined {
  if (parameters.include !== undefined || parameters.order_by === undefined) return undefined
  return calls.find(({ where }) => where === (parameters.where ?? ''))?.rows
}

export function costText({ bytes, ms }: AskedCall): string {
  const kilobytes = bytes / 1000
  const size = kilobytes < 1000 ? `${kilobytes.toFixed(1)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`
  return `${size} · ${(ms / 1000).toFixed(2)} s`
}
