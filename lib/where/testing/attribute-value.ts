import { isRecord } from '#lib/base/records.ts'
import { lowerId } from '#lib/base/uuid.ts'
import { attributes, isMap } from '#lib/where/attributes.ts'
import type { CheckedRef } from '#lib/where/resolve.ts'
import { jsonbText } from '#lib/where/testing/jsonb-text.ts'
import { microseconds } from '#lib/where/testing/time.ts'

/** An entity as the API answers it: empty fields left out (contract 4). */
export type Row = Readonly<Record<string, unknown>>

/** `undefined` is SQL's NULL; a time is in microseconds since 1970, ids are in lower case. */
export type Value = string | number | bigint | boolean | Row | readonly unknown[] | undefined

/** The older names, for answers that have only the newer ones. */
const newer: Readonly<Record<string, string>> = {
  ApplyGates: 'ValidationErrors',
  ApplyWarnings: 'ValidationWarnings',
}

/** What an attribute of an entity, or a key of its map, is worth; the list itself for a field of a list. */
export function attributeValue(ref: CheckedRef, row: Row | undefined): Value {
  if (row === undefined) return undefined
  const raw = stored(ref, row)
  if (ref.key === undefined) return whole(ref, raw)
  if (ref.of === 'Resource') return scalar('string', at(raw, ref.key.split('.')))
  return scalar(ref.type, isRecord(raw) ? ownMember(raw, keyOf(ref)) : undefined)
}

/** The ids that key a map are ids too: in lower case, however they are written. */
function keyOf({ attributeType, key = '' }: CheckedRef): string {
  return attributeType === 'uuidMap' ? lowerId(key) : key
}

/** A field of one object of a list attribute (`Conflicts.*.Reason`). */
export function fieldValue(ref: CheckedRef, element: unknown): Value {
  return ref.field !== undefined && isRecord(element)
    ? scalar(ref.type, ownMember(element, ref.field))
    : undefined
}

function stored(ref: CheckedRef, row: Row): unknown {
  const value = ownMember(row, ref.attribute) ?? ownMember(row, newer[ref.attribute] ?? ref.attribute)
  if (value !== undefined || ref.of !== 'Mutation' || ref.attribute !== 'FunctionName') return value
  const call = ownMember(row, 'FunctionInvocation')
  return isRecord(call) ? ownMember(call, 'FunctionName') : null
}

/** Absent text is empty, absent numbers are 0, absent maps and lists have no entries; other absent values are NULL. */
function whole(ref: CheckedRef, raw: unknown): Value {
  const type = ref.attributeType
  if (isMap(type)) return isRecord(raw) ? raw : {}
  if (type === 'uuidArray' || type === 'objectList') return Array.isArray(raw) ? raw : []
  if (raw !== undefined) return scalar(type, raw)
  if (type === 'string') return ''
  if (type === 'int') return 0
  // A switch that is off may be left out; a verdict that was never given is no verdict.
  return type === 'bool' && attributes[ref.of][ref.attribute]?.nullable !== true ? false : undefined
}

function scalar(type: CheckedRef['type'], raw: unknown): Value {
  if (raw === undefined || raw === null) return undefined
  switch (type) {
    case 'int':
      return typeof raw === 'number' ? raw : undefined
    case 'bool':
      return typeof raw === 'boolean' ? raw : undefined
    case 'time':
      return typeof raw === 'string' ? microseconds(raw) : undefined
    case 'uuid':
      return typeof raw === 'string' && raw !== '' ? raw.toLowerCase() : undefined
    default:
      return typeof raw === 'string' ? raw : jsonbText(raw)
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((current, name) => {
    if (Array.isArray(current)) return /^\d{1,9}$/.test(name) ? current[Number(name)] : undefined
    return isRecord(current) ? ownMember(current, name) : undefined
  }, value)
}

function ownMember(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
