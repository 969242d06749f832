import { isJsonMap, type Json, member } from '#lib/base/json.ts'
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'test'; readonly path: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Pointer }
  | { readonly op: 'move' | 'copy'; readonly from: Pointer; readonly path: Pointer }

/** A JSON pointer's tokens, unescaped; empty for the whole document. */
export type Pointer = readonly string[]

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

/** A place nested as deep as a document may be, with long names on the way. */
const maxPointer = 16_384

function readPointer(value: Json | undefined, name: string): Pointer | string {
  if (typeof value !== 'string') return `"${name}" is missing`
  if (value === '') return []
  if (!value.startsWith('/')) return `"${name}" has to start with "/", as in /spec/replicas`
  if (value.length > maxPointer) return `"${name}" is longer than ${maxPointer} characters`
  if (/~(?![01])/.test(value)) return `"${name}" has a "~" that is not ~0 or ~1`
  return value
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

export function pointerText(pointer: Pointer): string {
  return pointer.map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') || '""'
}
