import type { ValueColumn } from '#lib/confighub/values.ts'
import { parsePath } from '#lib/path/parse-path.ts'

/** Why a text is not a column, and the column that was probably meant. */
export type ColumnProblem = { readonly message: string; readonly nearest?: string }

/** `type path`, both as where_data writes them; `*` stands for any type. */
export function valueColumnId({ resourceType, path }: ValueColumn): string {
  return `${resourceType} ${path}`
}

export function parseValueColumn(id: string): ValueColumn | undefined {
  const space = id.indexOf(' ')
  if (space <= 0) return undefined
  const path = id.slice(space + 1).trim()
  return path ? { resourceType: id.slice(0, space), path } : undefined
}

/** A resource type and a path in its documents, as entered. */
export function valueColumnProblem({ resourceType, path }: ValueColumn): ColumnProblem | undefined {
  if (!/^(?:\*|[\w.-]+(?:\/[\w.-]+){0,2})$/.test(resourceType))
    return { message: `“${resourceType}” is not a resource type such as apps/v1/Deployment, or * for any.` }
  const message = pathProblem(path)
  if (message === undefined) return undefined
  const nearest = nearestPath(path)
  return {
    message,
    ...(nearest === undefined ? {} : { nearest: valueColumnId({ resourceType, path: nearest }) }),
  }
}

function pathProblem(path: string): string | undefined {
  const read = parsePath(path)
  if (!read.ok) return `“${path}” is not a valid path: ${lowerFirst(read.error.message)}.`
  if (path.startsWith('/'))
    return `“${path}” is not a valid path: its parts are joined by dots, not by slashes.`
  if (/^\$(?:\.|$)/.test(path)) return `“${path}” is not a valid path: it begins with a key, not with $.`
  const odd = /[\s'"<>!(){}|\\;,]/.exec(path)?.[0]
  if (odd !== undefined) return `“${path}” is not a valid path: it cannot contain ${nameOf(odd)}.`
  // In a path only `?name=value` contains an equals sign; any other one belongs to a condition.
  const isCondition = path.split('.').some((part) => !part.startsWith('?') && part.includes('='))
  return isCondition ? `“${path}” is a condition: a column takes only a path.` : undefined
}

/** The text if it is a path, otherwise a corrected one: JSON pointers, JSONPath and doubled dots are recognized. */
export function nearestPath(text: string): string | undefined {
  if (pathProblem(text) === undefined) return text
  const pointer = text.startsWith('/')
    ? text
        .split('/')
        .map((part) => part.replaceAll('.', '~1'))
        .join('.')
    : text
  const path = pointer
    .replace(/\s*(?:=|!=|<|>|~|\bLIKE\b|\bIN\b).*$/, (end) => (text.includes('?') ? end : ''))
    .replaceAll(/\s+/g, '')
    .replace(/^\$/, '')
    .replaceAll(/\[\?\(@\.([\w-]+)={1,2}['"]([^'"]*)['"]\)\]/g, '.?$1=$2')
    .replaceAll(/\[['"]([^'"]*)['"]\]/g, (_, key: string) => `.${key.replaceAll('.', '~1')}`)
    .replaceAll(/\[(\d+|\*)\]/g, '.$1')
    .replaceAll('.|', '.')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^\.|\.$/g, '')
  return pathProblem(path) === undefined ? path : undefined
}

function nameOf(character: string): string {
  return /\s/.test(character) ? 'a blank' : character
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
