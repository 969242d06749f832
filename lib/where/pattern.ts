/** The part of regular expressions that every engine reads alike (confighub-api 6.1): generation N accepts no more. */
export function checkPattern(pattern: string): { message: string; at: number } | undefined {
  let depth = 0
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at)
    if (character === '[') {
      const end = classEnd(pattern, at)
      if (end < 0) return { at, message: 'The bracket [ is not closed.' }
      if (/\[[:.=]/.test(pattern.slice(at + 1, end)))
        return { at, message: 'Named classes such as [:alpha:] are not accepted. Write the characters.' }
      at = end
      continue
    }
    if (character === '(') {
      if (pattern.charAt(at + 1) === '?')
        return { at, message: 'Groups that begin with (? are not accepted. For upper and lower case use ~*.' }
      depth += 1
      if (depth > 32) return { at, message: 'Groups nest at most 32 deep.' }
    }
    if (character === ')') {
      depth -= 1
      if (depth < 0) return { at, message: 'The parenthesis ) was never opened.' }
    }
    const quantifier = checkQuantifier(pattern, at)
    if (quantifier === undefined) continue
    if (quantifier.message !== undefined) return { at, message: quantifier.message }
    at += quantifier.length - 1
  }
  return depth > 0 ? { at: pattern.length - 1, message: 'A parenthesis ( is not closed.' } : undefined
}

/** Index of the bracket that closes a class; a ] right after [ or [^ is a character of it. */
function classEnd(pattern: string, start: number): number {
  const first = pattern.charAt(start + 1) === '^' ? start + 2 : start + 1
  return pattern.indexOf(']', first + 1)
}

function checkQuantifier(pattern: string, at: number): { length: number; message?: string } | undefined {
  const rest = pattern.slice(at, at + 12)
  const character = rest.charAt(0)
  if (!/[*+?{}]/.test(character)) return undefined
  if (character === '}') return { length: 1, message: 'A literal brace is written [}].' }
  const bounds = /^\{(\d{1,3})(?:,(\d{0,3}))?\}/.exec(rest)
  if (character === '{') {
    if (!bounds) return { length: 1, message: 'A literal brace is written [{].' }
    const [low, high] = [Number(bounds[1]), bounds[2] ? Number(bounds[2]) : Number(bounds[1])]
    if (low > 255 || high > 255) return { length: 1, message: 'Bounds go up to 255.' }
    if (high < low) return { length: 1, message: 'The bounds are the wrong way round.' }
  }
  const before = pattern.charAt(at - 1)
  if (at === 0 || before === '(' || before === '|' || (before === '^' && pattern.charAt(at - 2) !== '['))
    return { length: 1, message: `There is nothing before ${character} to repeat.` }
  const length = bounds?.[0].length ?? 1
  if (/[*+?{]/.test(pattern.charAt(at + length)))
    return {
      length,
      message: 'Only one of * + ? {n} may follow; lazy and possessive forms are not accepted.',
    }
  return { length }
}
