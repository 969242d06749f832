import type { Outcome } from '#lib/base/result.ts'
import { callPlan } from '#lib/where/boolean/call-plan.ts'
import { printConditions } from '#lib/where/boolean/conditions.ts'
import { readConditions } from '#lib/where/boolean/read-conditions.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { readAddress } from '#lib/where/paste/address.ts'
import { readCubLine } from '#lib/where/paste/cub-line.ts'
import {
  type PastedChange,
  type PastedQuery,
  type PasteResult,
  refusal,
  severalCommands,
} from '#lib/where/paste/pasted.ts'
import { shellWords } from '#lib/where/paste/shell-words.ts'
import { readSql } from '#lib/where/paste/sql-text.ts'
import { printWhereData } from '#lib/where/print.ts'

/** A text that is no query as it stands: what it is, and what it asks or why it cannot be asked here. */
export type Pasted = {
  /** `a line of cub` */
  readonly form: string
  readonly read: PasteResult
}

/** Reads what other tools write. Undefined for what reads as an expression, right or wrong. */
export function readPasted(pasted: string): Pasted | undefined {
  const text = pasted.trim()
  if (/^(?:\$\s+)?cub(?:\s|$)/.test(text)) return { form: 'a line of cub', read: checked(readCubLine(text)) }
  if (/^--(?:where|where-data|resource-type|space|unit|filter)\b/.test(text))
    return { form: 'flags of cub', read: checked(readCubLine(text)) }
  if (/^(?:https?:\/\/|\/(?:units|activity|changes|api)\b)/.test(text))
    return { form: 'an address', read: checked(readAddress(text)) }
  if (/^(?:\$\s+)?curl\s/.test(text)) return { form: 'a line of curl', read: checked(readCurl(text)) }
  const tool = /^(?:\$\s+)?(kubectl|helm|flux|argocd|terraform|jq|yq|grep|git|kustomize)\s/.exec(text)?.[1]
  if (tool !== undefined) return { form: `a line of ${tool}`, read: refusal(refusedTool(tool)) }
  return readExpression(text)
}

function refusedTool(tool: string): string {
  if (tool === 'kubectl')
    return 'kubectl asks a cluster, not ConfigHub. cub k8s get asks ConfigHub with the same names of kinds.'
  return `${tool} does not ask ConfigHub. Write the conditions, or paste a line of cub.`
}

function readCurl(text: string): PasteResult {
  const words = shellWords(text.replace(/^\$\s+/, ''))
  if (!words.ok) return words
  const addresses = words.value.filter(({ text: word }) => /^https?:\/\/|\/api\/unit/.test(word))
  const [address] = addresses
  if (address === undefined) return refusal('The line of curl names no address.')
  if (addresses.length > 1) return refusal(severalCommands)
  if (words.value.some(({ text: word }) => parameterFlag.test(word)))
    return refusal('The parameters stand outside of the address. Paste the address with its parameters.')
  const { text: url, variable } = address
  if (variable === undefined) return readAddress(url)
  // The server may be a variable: it is the same here whatever it is called.
  const path = url.startsWith(variable) ? url.slice(variable.length) : undefined
  return path === undefined || path.includes('$')
    ? refusal('The address holds a variable, which only the shell knows. Paste the line with its value.')
    : readAddress(`http://deck.invalid${path}`)
}

/** `-G`, `-sG`, `-d…`, `--data-urlencode`, `--url-query` */
const parameterFlag = /^(?:-[A-Za-z]*[Gd]|--(?:get|data|json|url-query))/

/** SQL, or an expression in quotes; undefined when nothing in it is foreign. */
function readExpression(text: string): Pasted | undefined {
  const isSql = /^(?:select\s|where\s)/i.test(text)
  const { body, quote } = withoutQuotes(text)
  const isForeign =
    /<>|==|&&|\|\||"|`|;\s*$|\bCONTAINS\b|\b(?:and|or|not|in|like|ilike|is|null|contains)\b/.test(body)
  if (!isSql && quote === undefined && !isForeign) return undefined
  if (readConditions(text, 'Unit').ok) return undefined
  const sql = readSql(body)
  const form = isSql ? 'SQL' : quote ? 'an expression in quotes' : 'an expression of another language'
  if (!sql.ok) return { form, read: sql }
  const changes = [...(quote === undefined ? [] : [quote]), ...sql.value.changes]
  if (changes.length === 0) return undefined
  const read = checked({
    ok: true,
    value: { query: { where: sql.value.text, data: '', type: '' }, changes },
  })
  // What is wrong for another reason has its own message, with its place.
  return read.ok || isSql ? { form, read } : undefined
}

/** `"Slug" = "a"` begins and ends with a quote too, and is not in quotes. */
function withoutQuotes(text: string): { body: string; quote?: PastedChange } {
  const [, from, inner] = /^(["'])([\s\S]*)\1$/.exec(text) ?? []
  const isQuoted =
    from !== undefined &&
    inner !== undefined &&
    !inner.includes(from) &&
    /[=<>~]|\b(?:IN|LIKE|IS)\b/i.test(inner)
  return isQuoted
    ? {
        body: inner.trim(),
        quote: { from, to: '', reason: 'Quotes around the whole belong to a shell.' },
      }
    : { body: text }
}

/** Only a query that can be asked, in its canonical text. */
function checked(read: PasteResult): PasteResult {
  if (!read.ok) return read
  const { query, changes } = read.value
  const sql = readConditions(query.where, 'Unit').ok ? undefined : readSql(query.where)
  if (sql !== undefined && !sql.ok) return sql
  const where = sql?.value.text ?? query.where
  const canonical = canonicalOf({ ...query, where })
  if (!canonical.ok) return canonical
  return {
    ok: true,
    value: { query: canonical.value, changes: [...changes, ...(sql?.value.changes ?? [])] },
  }
}

function canonicalOf({ where, data, type }: PastedQuery): Outcome<PastedQuery> {
  const conditions = readConditions(where, 'Unit')
  if (!conditions.ok) return refusal(`Its where cannot be asked: ${conditions.error.message}`)
  const plan = callPlan(conditions.value)
  if (!plan.ok) return refusal(plan.error.message)
  const content = parseWhereData(data)
  if (!content.ok) return refusal(`Its content filter cannot be asked: ${content.error.message}`)
  return {
    ok: true,
    value: {
      where: printConditions(conditions.value),
      data: printWhereData(content.value),
      type: type.trim(),
    },
  }
}
