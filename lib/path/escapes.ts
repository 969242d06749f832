// ~1 (dot) and ~2 (slash) are ConfigHub's. The others are ours: without them, an unusual key would print as a different path.
const escapes: readonly (readonly [string, string])[] = [
  ['~', '~0'],
  ['.', '~1'],
  ['#', '~3'],
  ['*', '~4'],
  ['?', '~5'],
  ['@', '~6'],
  ['=', '~7'],
  ['[', '~8'],
]
const emptyText = '~9'
const plainOf = new Map([
  ...escapes.map(([plain, escaped]) => [escaped, plain] as const),
  ['~2', '/'],
  [emptyText, ''],
])
const escapedOf = new Map(escapes)

/** A key, or the value after `?name=`, as written in a path. */
export function escapeKey(text: string): string {
  const escaped = text.replace(/[~.#*?@=[]/g, (character) => escapedOf.get(character) ?? character)
  // A dot and a bar together split a path.
  return escaped === '' || escaped.startsWith('|') ? emptyText + escaped : escaped
}

export function unescapeKey(text: string): string {
  return text.replace(/~[0-9]/g, (code) => plainOf.get(code) ?? code)
}
