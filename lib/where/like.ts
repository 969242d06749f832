/** A LIKE pattern (`%` any text, `_` any character, whole value, no escape) as a regular expression. */
export function compileLike(pattern: string, ignoreCase: boolean): RegExp {
  const source = [...pattern]
    .map((character) => {
      if (character === '%') return '.*'
      if (character === '_') return '.'
      return character.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
    })
    .join('')
  return new RegExp(`^${source}$`, ignoreCase ? 'isu' : 'su')
}
