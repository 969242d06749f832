import { Failure } from '#hub/access/failure.ts'
import { isUuid } from '#lib/base/uuid.ts'

export function optionalId(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.toLowerCase()
  if (text === undefined || text === '') return undefined
  if (!isUuid(text)) throw new Failure(400, `${name} must be an id, not "${text}".`)
  return text
}

export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)
  if (text === null || text === '' || text === 'false') return false
  if (text === 'true') return true
  throw new Failure(400, `${name} must be true or false, not ${text}.`)
}
