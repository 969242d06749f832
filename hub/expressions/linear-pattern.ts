import { RE2JS } from 're2js'

const maxLength = 1024
const remembered = 100
const recent = new Map<string, RE2JS>()

/**
 * A regular expression in ConfigHub's syntax (RE2), whose time grows with pattern times text; JavaScript's own engine
 * can take years for `^(a+)+$`. @throws when it is not valid, or too long.
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
