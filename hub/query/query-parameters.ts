import { Failure } from '#hub/access/failure.ts'

/** Of an id in lower case. */
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function optionalId(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.toLowerCase()
  if (text === undefined || text === '') return undefined
  if (!uuid.test(text)) throw new Failure(400, `${name} must be an id, not "${text}".`)
  return text
}

export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name)
  if (text === null || text === '' || text === 'false') return false
  if (text === 'true') return true
  throw new Failure(400, `${name} must be true or false, not ${text}.`)
}
