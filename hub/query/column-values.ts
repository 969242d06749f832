import { celExpression, jsonValue } from '#hub/expressions/cel.ts'
import type { Column } from '#hub/query/view-column.ts'
import { task } from '#hub/work/task.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'
import type { Json } from '#lib/base/json.ts'
import { isRecord } from '#lib/base/records.ts'
import type { Outcome } from '#lib/base/result.ts'
import { readPath } from '#lib/path/walk.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

export type Item = Record<string, unknown>
export type ReadResource = {
  readonly resourceType: string
  readonly resourceName: string
  readonly value: Json
}
type Subject = { readonly extended: Item; readonly resources: readonly ReadResource[] }

export type ColumnsToRead = {
  /** Whose rows the items are. */
  readonly table: string
  readonly columns: readonly Column[]
  readonly subjects: readonly Subject[]
}

/** A value as text, whatever its type; absent when there is none. */
type ColumnValue = { readonly Name: string; readonly Value?: string }

/** The value of each column of a View for each item (contract 4.7). */
export function columnValues({ table, columns, subjects }: ColumnsToRead): Outcome<ColumnValue[][]> {
  try {
    const readers = columns.map((column) => ({ Name: column.Name, read: readerOf(table, column) }))
    let length = 0
    const value = subjects.map((subject) =>
      readers.map(({ Name, read }) => {
        const found = read(subject) ?? null
        if (found === null) return { Name }
        const Value = typeof found === 'object' ? JSON.stringify(found) : String(found)
        length += Value.length
        if (length > maxLength)
          throw new Unreadable(
            `what its columns show of ${subjects.length} entities has more than ${maxLength} characters.`,
          )
        return { Name, Value }
      }),
    )
    return { ok: true, value }
  } catch (cause) {
    if (cause instanceof Unreadable) return { ok: false, message: cause.message }
    throw cause
  }
}

export const columnsTask = task(import.meta.url, columnValues)

class Unreadable extends Error {}

/** Characters of all values together: an expression may return whole documents. */
const maxLength = 8_388_608

function readerOf(table: string, column: Column): (subject: Subject) => unknown {
  const { ColumnSource: source } = column
  if (source.MetadataAttribute !== undefined) {
    const path = source.MetadataAttribute
    return ({ extended }) => attributeAt(table, extended, path)
  }
  if (source.DataPath !== undefined) return dataPathReader(source.DataPath)
  const expression = source.MetadataExpression ?? source.DataExpression ?? ''
  const about = source.MetadataExpression === undefined ? 'resource' : 'entity'
  const read = celExpression(expression, about)
  if (!read.ok) throw new Unreadable(`the expression of ${column.Name} is not valid: ${read.message}`)
  if (about === 'entity') return ({ extended }) => answerOf(read.value(asJson(extended))) ?? null
  return ({ resources }) => {
    for (const { value } of resources) {
      const answer = answerOf(read.value({ r: value, object: value }))
      if (answer !== undefined) return answer
    }
    return null
  }
}

/** Undefined when the expression fails: the resource then has no value. */
function answerOf(answer: { ok: true; value: unknown } | { ok: false }): Json | undefined {
  return answer.ok ? jsonValue(answer.value) : undefined
}

function dataPathReader({ Path, WhereResource = '' }: { Path: string; WhereResource?: string | undefined }) {
  const where = parseWhereData(WhereResource)
  return ({ resources }: Subject) => {
    for (const resource of resources) {
      if (where.ok && !matchesData(where.value, resource)) continue
      const [found] = readPath(resource.value, Path)
      if (found !== undefined) return found.value
    }
    return null
  }
}

/** `Slug`, `Labels.Tier`, `Space.Slug`; null when there is no such value. */
function attributeAt(table: string, extended: Item, path: string): unknown {
  const dot = path.indexOf('.')
  const head = dot < 0 ? path : path.slice(0, dot)
  const related = extended[head]
  if (dot > 0 && isRecord(related) && head !== 'Labels') return within(related, path.slice(dot + 1))
  const own = extended[table]
  return isRecord(own) ? within(own, path) : null
}

function within(entity: Readonly<Item>, path: string): unknown {
  const dot = path.indexOf('.')
  if (dot < 0) return Object.hasOwn(entity, path) ? entity[path] : null
  const map = entity[path.slice(0, dot)]
  const key = path.slice(dot + 1)
  return isRecord(map) && Object.hasOwn(map, key) ? map[key] : null
}

/** As in an answer: dates are text, and undefined fields are left out. */
export function asJson(value: unknown): Record<string, Json> {
  return parseExactJson(JSON.stringify(value)) as Record<string, Json>
}
