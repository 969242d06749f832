import { equalJson, isJsonList, isJsonMap, member, withMember, withoutMember } from '#lib/config/json.ts'
import type { Json } from '#lib/config/patch.ts'
import { ok, type Result } from '#lib/config/result.ts'

export type Operation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer }
  | { readonly op: 'move' | 'copy'; readonly from: Pointer; readonly path: Pointer }

/** A JSON pointer's tokens, unescaped; empty for the whole document. */
type Pointer = readonly string[]

/** Why an operation could not be done: `missing` when there is nothing to apply it to. */
type OperationError = { readonly reason: 'missing' | 'test' | 'invalid'; readonly message: string }

/** RFC 6902 in memory; the first operation that fails ends it and nothing is applied. */
export function runOperations(value: Json, operations: readonly Operation[]): Result<Json, OperationError> {
  let current = value
  for (const [index, operation] of operations.entries()) {
    const done = run(current, operation)
    if (!done.ok) {
      const message = `Operation ${index + 1} (${operation.op} ${pointerText(operation.path)}): ${done.error.message}`
      return { ok: false, error: { ...done.error, message } }
    }
    current = done.value
  }
  return ok(current)
}

/** An operation, or what is wrong with it. */
export function readOperation(entry: Json): Operation | string {
  if (!isJsonMap(entry)) return 'has to be a map with op and path'
  const op = member(entry, 'op')
  const path = readPointer(member(entry, 'path'), 'path')
  if (typeof path === 'string') return path
  switch (op) {
    case 'add':
    case 'replace':
    case 'test': {
      const value = member(entry, 'value')
      return value === undefined ? `"${op}" needs a value` : { op, path, value }
    }
    case 'remove':
      return { op, path }
    case 'move':
    case 'copy': {
      const from = readPointer(member(entry, 'from'), 'from')
      if (typeof from === 'string') return from
      if (op === 'move' && from.length < path.length && from.every((token, at) => token === path[at])) {
        return 'a value cannot be moved into itself'
      }
      return { op, from, path }
    }
    default:
      return `"${String(op)}" is not an operation; use add, remove, replace, move, copy or test`
  }
}

function readPointer(value: Json | undefined, name: string): Pointer | string {
  if (typeof value !== 'string') return `"${name}" is missing`
  if (value === '') return []
  if (!value.startsWith('/')) return `"${name}" has to start with "/", as in /spec/replicas`
  if (/~(?![01])/.test(value)) return `"${name}" has a "~" that is not ~0 or ~1`
  return value
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function pointerText(pointer: Pointer): string {
  return pointer.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') || '""'
}

type Outcome = Result<Json, OperationError>

function run(value: Json, operation: Operation): Outcome {
  switch (operation.op) {
    case 'add':
      return change(value, operation.path, { kind: 'add', value: operation.value })
    case 'replace':
      return change(value, operation.path, { kind: 'replace', value: operation.value })
    case 'remove':
      return change(value, operation.path, { kind: 'remove' })
    case 'test': {
      const found = get(value, operation.path)
      if (found === undefined) return broken('missing', 'there is nothing at this path')
      if (equalJson(found, operation.value)) return ok(value)
      return broken('test', `the value is ${JSON.stringify(found)}, not ${JSON.stringify(operation.value)}`)
    }
    case 'copy':
    case 'move': {
      const found = get(value, operation.from)
      if (found === undefined) return broken('missing', `there is nothing at ${pointerText(operation.from)}`)
      const rest = operation.op === 'move' ? change(value, operation.from, { kind: 'remove' }) : ok(value)
      return rest.ok ? change(rest.value, operation.path, { kind: 'add', value: found }) : rest
    }
    default:
      return operation satisfies never
  }
}

function get(value: Json, pointer: Pointer): Json | undefined {
  let current: Json | undefined = value
  for (const token of pointer) {
    if (isJsonMap(current)) current = member(current, token)
    else if (isJsonList(current)) current = isIndex(token) ? current[Number(token)] : undefined
    else return undefined
  }
  return current
}

type Change = { kind: 'add' | 'replace'; value: Json } | { kind: 'remove' }

function change(value: Json, pointer: Pointer, what: Change): Outcome {
  const [token, ...rest] = pointer
  if (token === undefined) {
    return what.kind === 'remove' ? broken('invalid', 'the whole document cannot be removed') : ok(what.value)
  }
  if (isJsonMap(value)) {
    const inside = member(value, token)
    if (rest.length > 0) {
      if (inside === undefined) return broken('missing', `there is no "${token}"`)
      return inner(change(inside, rest, what), (next) => withMember(value, token, next))
    }
    if (inside === undefined && what.kind !== 'add') return broken('missing', `there is no "${token}"`)
    return ok(what.kind === 'remove' ? withoutMember(value, token) : withMember(value, token, what.value))
  }
  if (isJsonList(value)) return changeList(value, token, rest, what)
  return broken('missing', `"${token}" is not inside a map or list`)
}

function changeList(list: readonly Json[], token: string, rest: Pointer, what: Change): Outcome {
  const adds = rest.length === 0 && what.kind === 'add'
  if (adds && token === '-') return ok([...list, what.value])
  if (!isIndex(token)) return broken('invalid', `"${token}" is not a list index`)
  const index = Number(token)
  const inside = list[index]
  if (adds && index <= list.length) return ok(list.toSpliced(index, 0, what.value))
  if (inside === undefined) return broken('missing', `the list has ${list.length} items`)
  if (rest.length > 0) return inner(change(inside, rest, what), (next) => list.with(index, next))
  return ok(what.kind === 'remove' ? list.toSpliced(index, 1) : list.with(index, what.value))
}

function isIndex(token: string): boolean {
  return /^(0|[1-9][0-9]{0,8})$/.test(token)
}

function inner(outcome: Outcome, wrap: (value: Json) => Json): Outcome {
  return outcome.ok ? ok(wrap(outcome.value)) : outcome
}

function broken(reason: OperationError['reason'], message: string): { ok: false; error: OperationError } {
  return { ok: false, error: { reason, message } }
}
