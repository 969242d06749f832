type PatternFault = { readonly message: string; readonly at: number }

/** The part of regular expressions that every engine reads alike (confighub-api 6.1): generation N accepts no more. */
export function checkPattern(pattern: string): PatternFault | undefined {
  let depth = 0
  for (let at = 0; at < pattern.length; ) {
    const step = readPart(pattern, at, depth)
    if ('message' in step) return { at, message: step.message }
    depth += step.deeper
    at += step.length
  }
  return depth > 0 ? { at: pattern.length - 1, message: 'A parenthesis ( is not closed.' } : undefined
}

type Step = { readonly length: number; readonly deeper: number } | { readonly message: string }

/** One character, class, parenthesis or quantifier. */
function readPart(pattern: string, at: number, depth: number): Step {
  switch (pattern.charAt(at)) {
    case '[':
      return readClass(pattern, at)
    case '(':
      if (pattern.charAt(at + 1) === '?')
        return { message: 'Groups that begin with (? are not accepted. For upper and lower case use ~*.' }
      return depth < maxDepth
        ? { length: 1, deeper: 1 }
        : { message: `Groups nest at most ${maxDepth} deep.` }
    case ')':
      return depth > 0 ? { length: 1, deeper: -1 } : { message: 'The parenthesis ) was never opened.' }
    case '}':
      return { message: 'A literal brace is written [}].' }
    case '*':
    case '+':
    case '?':
      return afterQuantifier(pattern, at, 1)
    case '{':
      return readBounds(pattern, at)
    default:
      return { length: 1, deeper: 0 }
  }
}

const maxDepth = 32
const maxBound = 255

function readClass(pattern: string, at: number): Step {
  const end = classEnd(pattern, at)
  if (end < 0) return { message: 'The bracket [ is not closed.' }
  if (/\[[:.=]/.test(pattern.slice(at + 1, end)))
    return { message: 'Named classes such as [:alpha:] are not accepted. Write the characters.' }
  return { length: end + 1 - at, deeper: 0 }
}

/** Index of the bracket that closes a class; a ] right after [ or [^ is a character of it. */
function classEnd(pattern: string, start: number): number {
  const first = pattern.charAt(start + 1) === '^' ? start + 2 : start + 1
  return pattern.indexOf(']', first + 1)
}

function readBounds(pattern: string, at: number): Step {
  const bounds = /^\{(\d{1,3})(?:,(\d{0,3}))?\}/.exec(pattern.slice(at, at + 12))
  if (!bounds) return { message: 'A literal brace is written [{].' }
  const low = Number(bounds[1])
  const high = bounds[2] ? Number(bounds[2]) : low
  if (low > maxBound || high > maxBound) return { message: `Bounds go up to ${maxBound}.` }
  if (high < low) return { message: 'The bounds are the wrong way round.' }
  return afterQuantifier(pattern, at, bounds[0].length)
}

/** There has to be something to repeat, and only one quantifier may follow it. */
function afterQuantifier(pattern: string, at: number, length: number): Step {
  if (at === 0 || /[(|^]/.test(pattern.charAt(at - 1)))
    return { message: `There is nothing before ${pattern.charAt(at)} to repeat.` }
  if (/[*+?{]/.test(pattern.charAt(at + length)))
    return { message: 'Only one of * + ? {n} may follow; lazy and possessive forms are not accepted.' }
  return { length, deeper: 0 }
}
