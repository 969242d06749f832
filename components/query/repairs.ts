import { type QueryFields, readQuery } from '#components/query/read-query.ts'
import type { Span, WhereError } from '#lib/where/ast.ts'

/** One press that makes the query readable; offered only when it does. */
export type Repair = { readonly label: string; readonly fields: Partial<QueryFields> }

export function repairs(fields: QueryFields, error: WhereError): readonly Repair[] {
  const found: Repair[] = []
  if (error.repair) found.push({ label: error.repair.label, fields: { where: error.repair.text } })
  const moved = moveToContent(fields, error.span)
  if (moved) found.push({ label: 'Move it to the content filter', fields: moved })
  return found
}

/** `spec.replicas > 2` among conditions on units: it belongs to the second half of the query. */
function moveToContent(fields: QueryFields, span: Span): Partial<QueryFields> | undefined {
  const clauses = clausesOf(fields.where)
  const wrong = clauses.find(({ start, end }) => start <= span.start && span.start < end)
  if (!wrong || !/^\s*[a-z]\w*\./.test(wrong.text)) return undefined
  const where = clauses
    .filter((clause) => clause !== wrong)
    .map(({ text }) => text.trim())
    .join(' AND ')
  const data = [fields.data.trim(), wrong.text.trim()].filter(Boolean).join(' AND ')
  return readQuery({ ...fields, where, data }).isRunnable ? { where, data } : undefined
}

/** Cuts at every AND outside quotes, whether or not the parts can be read. */
function clausesOf(text: string): { text: string; start: number; end: number }[] {
  const clauses: { text: string; start: number; end: number }[] = []
  let start = 0
  for (const match of text.matchAll(/'[^']*'|\sAND\s/g)) {
    if (match[0].startsWith("'")) continue
    clauses.push({ text: text.slice(start, match.index), start, end: match.index })
    start = match.index + match[0].length
  }
  return [...clauses, { text: text.slice(start), start, end: text.length + 1 }]
}
