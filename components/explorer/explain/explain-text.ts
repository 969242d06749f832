import { costText, rowsOf } from '#components/explorer/explain/call-list.tsx'
import { countedText, partNames, unknownReason } from '#components/query/explain/part-words.ts'
import { count } from '#lib/base/plural.ts'
import type { AskedCall } from '#lib/confighub/asked-call.ts'
import type { ExplainedPart, Explanation } from '#lib/queries/explain.ts'
import type { RowsAnswer } from '#lib/queries/rows.ts'

/** The panel as text, for a ticket or a message. */
export function explainText(answer: RowsAnswer, explanation: Explanation | undefined): string {
  const { asked, calls, count: units, question, elapsedMs } = answer
  const query = [question.where, question.resourceType, question.whereData, question.computed]
    .filter(Boolean)
    .join(' · ')
  return [
    `${count(units, 'unit')} in ${(elapsedMs / 1000).toFixed(2)} s: ${query === '' ? 'every unit' : query}`,
    '',
    ...asked.map((call) => callText(call, rowsOf(call, calls))),
    '',
    ...(explanation?.parts.map(partText) ?? []),
  ]
    .join('\n')
    .trimEnd()
}

function callText(call: AskedCall, rows: number | undefined): string {
  const { operation, parameters, times, status, requestIds } = call
  const asked = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  const facts = [
    ...(rows === undefined ? [] : [count(rows, 'row')]),
    count(times, 'call'),
    costText(call),
    `status ${status}`,
    ...requestIds.map((id) => `request ${id}`),
  ]
  return `${operation} ${asked.join(' ')}\n  ${facts.join(' · ')}`
}

function partText(part: ExplainedPart): string {
  const { kind, text, counts } = part
  const name = partNames[kind] === '' ? text : `${text} (${partNames[kind]})`
  if (counts === undefined) return `${name}: not counted`
  const reason = unknownReason(part)
  const figures = `${countedText(counts.alone)} alone, keeps out ${countedText(counts.keptOut)}`
  return `${name}: ${figures}${reason === undefined ? '' : ` (${reason})`}`
}
