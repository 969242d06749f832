import { RE2JS } from 're2js'

const maxLength = 1024
const remembered = 100
const recent = new Map<string, RE2JS>()

/**
 * A regular expression as ConfigHub reads it (RE2): the time it takes grows with pattern times text, where JavaScript's
 * own engine needs years for `^(a+)+$`.
 * @throws when it is none, or too long.
 */
export function linearPattern(text: string): { test(value: string): boolean } {
  if (text.length > maxLength) throw new Error(`a pattern has at most ${maxLength} characters`)
  const known = recent.get(text) ?? RE2JS.compile(text)
  recent.delete(text)
  recent.set(text, known)
  for (const oldest of [...recent.keys()].slice(0, -remembered)) recent.delete(oldest)
  return known
}

export function isPattern(text: string): boolean {
  try {
    linearPattern(text)
    return true
  } catch {
    return false
  }
}
