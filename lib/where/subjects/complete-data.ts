import { pathInText } from '#lib/path/path-in-text.ts'
import type { LiteralKind } from '#lib/where/data-builder.ts'
import { compares, operators, plain, spellingSource } from '#lib/where/operators.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

/** What is known of documents. */
export type KnownData = {
  readonly paths: readonly { readonly path: string; readonly doc: string }[]
  readonly valuesOf: (
    path: string,
  ) => readonly { readonly value: string; readonly literal: LiteralKind; readonly doc: string }[]
}

type DataCompletion = {
  readonly label: string
  /** Replaces `from..to`. */
  readonly text: string
  readonly detail: string
  readonly from: number
  readonly to: number
}

const asked = [...compares, 'IN', 'NOT IN'] as const
const operator = new RegExp(`^[ \\t]*(${spellingSource(asked)})[ \\t]*`)
const offered = [...new Set(asked.map(plain))]

/** What may stand at the cursor of a content filter: a path, then an operator, a value, and AND. */
export function completeData(text: string, cursor: number, known: KnownData): readonly DataCompletion[] {
  const condition = lastCondition(text.slice(0, cursor))
  const replacing = (typed: string) => ({ from: cursor - typed.length, to: cursor })
  const path = pathInText.exec(condition)?.[0] ?? ''
  const rest = condition.slice(path.length)
  if (rest === '' || /^[.|#]/.test(rest)) return pathsLike(condition, known).map(at(replacing(condition)))
  const [taken = '', op] = operator.exec(rest) ?? []
  if (op === undefined) return operatorsLike(rest.trimStart()).map(at(replacing(rest.trimStart())))
  const right = rest.slice(taken.length)
  if (/[ \t']$/.test(right) && parseWhereData(condition.trimEnd()).ok) {
    const blank = right.endsWith("'") ? ' ' : ''
    return [{ label: 'AND', text: `${blank}AND `, detail: 'and also', ...replacing('') }]
  }
  return valuesLike(path, op, right, known).map(({ typed, ...value }) => ({ ...value, ...replacing(typed) }))
}

/** Behind the last AND that is outside of quotes. */
function lastCondition(before: string): string {
  let start = 0
  for (const match of before.matchAll(/'[^']*(?:'|$)|\sAND\s+/g))
    if (!match[0].startsWith("'")) start = match.index + match[0].length
  return before.slice(start).trimStart()
}

type Offer = Omit<DataCompletion, 'from' | 'to'>

const at = (place: Pick<DataCompletion, 'from' | 'to'>) => (offer: Offer) => ({ ...offer, ...place })

function pathsLike(typed: string, { paths }: KnownData): Offer[] {
  const wanted = typed.toLowerCase()
  return paths
    .filter(({ path }) => path !== typed && path.toLowerCase().includes(wanted))
    .map(({ path, doc }) => ({ label: path, text: `${path} `, detail: doc }))
}

function operatorsLike(typed: string): Offer[] {
  return offered
    .filter((op) => op.startsWith(typed.trim()))
    .map((op) => ({ label: op, text: `${op} `, detail: operators[op].words }))
}

function valuesLike(
  path: string,
  op: string,
  right: string,
  { valuesOf }: KnownData,
): (Offer & { readonly typed: string })[] {
  const isList = op.endsWith('IN')
  const inList = /^\((?:[^()]*,)?[ \t]*/.exec(right)?.[0]
  if (isList && inList === undefined)
    return right === '' ? [{ label: '(', text: '(', detail: 'the list of values', typed: '' }] : []
  const typed = right.slice(inList?.length ?? 0)
  const isQuoted = typed.startsWith("'")
  const wanted = typed.replace(/^'/, '').toLowerCase()
  return valuesOf(path)
    .filter(({ value }) => value.toLowerCase().includes(wanted) && !/['"\\]/.test(value))
    .filter(({ literal }) => !isQuoted || literal === 'string')
    .map(({ value, literal, doc }) => ({
      label: value,
      text: literal === 'string' ? `'${value}'` : value,
      detail: doc,
      typed,
    }))
}
