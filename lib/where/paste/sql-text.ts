import type { Outcome } from '#lib/base/result.ts'
import { attributes } from '#lib/where/attributes.ts'
import { offered, wordsOf } from '#lib/where/operators.ts'
import { type PastedChange, refusal } from '#lib/where/paste/pasted.ts'

type Rewritten = { readonly text: string; readonly changes: readonly PastedChange[] }

/** Words that stand in capitals here. */
const capitals = new Set([...offered.flatMap(wordsOf).filter((word) => /^[A-Z]/.test(word)), 'AND', 'OR'])

/** One piece of SQL: text in quotes of any kind, a word, a number, or a sign. */
const piece = /'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\[[A-Za-z_]\w*\]|[A-Za-z_][\w./*-]*|<>|!=|==|&&|\|\||\s+|./g

/** An expression written as SQL, rewritten piece by piece; each piece asks what it asked. */
export function readSql(text: string): Outcome<Rewritten> {
  const clause = whereClause(text)
  if (!clause.ok) return clause
  const changes: PastedChange[] = [...clause.value.changes]
  const pieces = clause.value.text.match(piece) ?? []
  const contains = containsAt(pieces)
  if (!contains.ok) return contains
  const written = contains.value.pieces.map((each, at, all) => {
    const rewritten = rewrite(each, significant(all, at))
    if (rewritten === undefined) return each
    changes.push({ from: each, to: rewritten.to, reason: rewritten.reason })
    return rewritten.to
  })
  return {
    ok: true,
    value: { text: written.join('').trim(), changes: [...changes, ...contains.value.changes] },
  }
}

/** `SELECT … FROM units WHERE …` is what stands after WHERE. */
function whereClause(text: string): Outcome<Rewritten> {
  const whole = text.trim().replace(/;\s*$/, '')
  const select = /^select\s[\s\S]*?\sfrom\s+("?[\w.]+"?)([\s\S]*)$/i.exec(whole)
  if (select === null) return { ok: true, value: withoutWhere(whole) }
  const [, table = '', rest = ''] = select
  const refused = refusedSelect(table, rest)
  if (refused !== undefined) return refusal(refused)
  const order = /\border\s+by\b/i.exec(blanked(rest))
  const where = withoutWhere(order ? rest.slice(0, order.index) : rest)
  if (where.text === '')
    return refusal('The SELECT has no WHERE: it means all units, for which no query is needed.')
  if (where.changes.length === 0)
    return refusal('Between FROM and WHERE stands something that is not known here.')
  const changes: PastedChange[] = [
    { from: 'SELECT … FROM', to: '', reason: 'The page shows units; columns are chosen in the grid.' },
    ...where.changes,
  ]
  if (order)
    changes.push({
      from: rest.slice(order.index),
      to: '',
      reason: 'The order selects nothing; it is chosen in the grid.',
    })
  return { ok: true, value: { text: where.text, changes } }
}

function withoutWhere(text: string): Rewritten {
  const conditions = text.trim()
  const where = /^where\b/i.exec(conditions)?.[0]
  if (where === undefined) return { text: conditions, changes: [] }
  const changes = [{ from: where, to: '', reason: 'The conditions stand alone here.' }]
  return { text: conditions.slice(where.length), changes }
}

function refusedSelect(table: string, rest: string): string | undefined {
  const name = table.replaceAll('"', '').split('.').at(-1)?.toLowerCase()
  if (name !== 'unit' && name !== 'units') return `FROM ${table}: only units can be selected here.`
  const clause = /\b(?:join|group\s+by|having|limit|offset|union|intersect|except)\b|\(\s*select\b/i.exec(
    blanked(rest),
  )
  return clause === null
    ? undefined
    : `${clause[0].toUpperCase().trim()} has no counterpart here: a query is its conditions. Remove it.`
}

/** What stands in quotes is no keyword. */
function blanked(text: string): string {
  return text.replaceAll(/'[^']*'|"[^"]*"/g, (quote) => ' '.repeat(quote.length))
}

type Around = { readonly before: string; readonly after: string }

function significant(pieces: readonly string[], at: number): Around {
  const near = (step: number) => {
    for (let place = at + step; place >= 0 && place < pieces.length; place += step)
      if (pieces[place]?.trim()) return pieces[place] ?? ''
    return ''
  }
  return { before: near(-1), after: near(1) }
}

function rewrite(text: string, { before }: Around): { to: string; reason: string } | undefined {
  const upper = text.toUpperCase()
  if (text === '<>') return { to: '!=', reason: 'Inequality is written !=.' }
  if (text === '==') return { to: '=', reason: 'Equality is written with one =.' }
  if (text === '&&') return { to: 'AND', reason: 'Conditions are joined by AND.' }
  if (text === '||') return { to: 'OR', reason: 'Alternatives are joined by OR.' }
  if (text !== upper && capitals.has(upper) && !isValuePlace(before))
    return { to: upper, reason: `${upper} is written in capitals.` }
  if (/^[`[]/.test(text)) return { to: text.slice(1, -1), reason: 'Names stand without quotes.' }
  if (!text.startsWith('"') || text.length < 2) return undefined
  const inner = text.slice(1, -1)
  // What stands on the left of an operator is a name, in SQL; on the right it is a text in other languages.
  if (!isValuePlace(before))
    return /^[A-Za-z][\w.]*$/.test(inner) ? { to: inner, reason: 'Names stand without quotes.' } : undefined
  // An attribute may be meant: which of both is not known.
  if (/['\\]/.test(inner) || Object.hasOwn(attributes.Unit, inner)) return undefined
  return { to: `'${inner}'`, reason: 'Text stands in single quotes.' }
}

function isValuePlace(before: string): boolean {
  return /^(?:=|==|!=|<>|<|>|~|\*|\?|\(|,|like|ilike|in|contains)$/i.test(before)
}

/** `Slug CONTAINS 'x'` is a pattern; the text of documents cannot be searched. */
function containsAt(
  pieces: readonly string[],
): Outcome<{ pieces: readonly string[]; changes: readonly PastedChange[] }> {
  const changes: PastedChange[] = []
  const written = [...pieces]
  for (const [at, each] of pieces.entries()) {
    if (!/^contains$/i.test(each)) continue
    const { before } = significant(pieces, at)
    const place = pieces.findIndex((other, index) => index > at && other.trim() !== '')
    const value = /^(['"])([^'"\\]*)\1$/.exec(pieces[place] ?? '')?.[2]
    if (/^data$/i.test(before))
      return refusal(
        `ConfigHub does not search the whole text of documents. Name a path in the content filter, such as spec.template.spec.containers.*.image LIKE '%${value ?? 'text'}%'.`,
      )
    if (value === undefined) return refusal('CONTAINS needs a text in quotes after it.')
    if (/[%_]/.test(value))
      return refusal(
        `${value} has a % or _, which mean any characters in LIKE. Use ~ with a regular expression.`,
      )
    written[at] = 'LIKE'
    written[place] = `'%${value}%'`
    changes.push({
      from: `CONTAINS ${pieces[place] ?? ''}`,
      to: `LIKE '%${value}%'`,
      reason: 'LIKE with % on both sides finds a part of a text.',
    })
  }
  return { ok: true, value: { pieces: written, changes } }
}
