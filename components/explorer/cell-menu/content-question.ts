import { secret, unwritable } from '#components/explorer/cell-menu/cell-question.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import type { ValueCell, ValueColumn } from '#lib/confighub/values.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'
import { printWhereData } from '#lib/where/print.ts'

/** A query that asks for a value in documents as well, or why there is none. */
export type ContentQuestion =
  | { readonly kind: 'query'; readonly query: QueryFields; readonly condition: string }
  | { readonly kind: 'none'; readonly reason: string }

type Value = ValueCell[number]

/** The query narrowed to units with this value at the path, or to those without it. */
export function contentQuestion(
  query: QueryFields,
  column: ValueColumn,
  value: Value,
  how: 'is' | 'isNot',
): ContentQuestion {
  const literal = literalOf(value)
  if (literal.kind === 'none') return literal
  const path = how === 'is' ? column.path : withOptionalEnd(column.path)
  if (path === undefined)
    return none('Each element of the list is a value, and no condition says that none of them is this one.')
  return added(query, column, `${path} ${how === 'is' ? '=' : '!='} ${literal.text}`)
}

/** Why units without the value cannot be asked for (contract 7.1). */
export const noAbsentContent = 'The content filter has no condition for a path that is missing.'

function none(reason: string) {
  return { kind: 'none', reason } as const
}

/** As the contract takes it: text, whole numbers without a sign, and booleans. */
function literalOf({ value, masked, isJson, digest }: Value) {
  if (masked) return none(secret)
  if (typeof value === 'boolean') return { kind: 'literal', text: String(value) } as const
  if (typeof value === 'number')
    return /^\d{1,10}$/.test(String(value))
      ? ({ kind: 'literal', text: String(value) } as const)
      : none('The content filter takes whole numbers of up to ten digits, without a sign.')
  if (value === null) return none('The content filter cannot ask for null.')
  if (isJson)
    return none(
      /^-?\d/.test(value)
        ? 'The content filter takes whole numbers of up to ten digits, without a sign.'
        : 'This is no single text; choose a path of one.',
    )
  if (digest !== undefined) return none('The text is longer than is shown, or has invisible characters.')
  if (/['"\\\p{Cc}]/u.test(value)) return none(unwritable)
  return { kind: 'literal', text: `'${value}'` } as const
}

/** `spec.|replicas`: also true where the end of the path is missing. Only a plain key may be missing. */
function withOptionalEnd(path: string): string | undefined {
  const dot = path.lastIndexOf('.')
  const [before, last] = [path.slice(0, dot), path.slice(dot + 1)]
  return dot === -1 || /[*?#@]/.test(last) || path.includes('.|') ? undefined : `${before}.|${last}`
}

/** All conditions hold on one resource, so those there have to be about the type of the column. */
function added(query: QueryFields, { resourceType }: ValueColumn, condition: string): ContentQuestion {
  const type = resourceType === '*' ? '' : resourceType
  const asked = query.type === '*' ? '' : query.type
  if (asked !== type && (query.data !== '' || asked !== ''))
    return none(
      `The content filter is about ${asked || 'resources of any type'}, and this column about ${type || 'resources of any type'}. One resource has to meet all of its conditions.`,
    )
  const read = parseWhereData(query.data === '' ? condition : `${query.data} AND ${condition}`)
  if (!read.ok) return none(read.error.message)
  return { kind: 'query', condition, query: { where: query.where, data: printWhereData(read.value), type } }
}
