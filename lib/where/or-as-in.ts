const equal = String.raw`([A-Za-z$][^\s()=<>!~]*(?:\?[\w:*-]+=[^\s()=<>!~]*)*)[ \t]*=[ \t]*('[^'"\\]*'|\d+)`
const or = String.raw`[ \t]+(?:OR|or|\|\|)[ \t]+`
const alternatives = `${equal}(?:${or}${equal})+`
const quotedOrGroup = new RegExp(String.raw`'[^']*'|\([ \t]*(${alternatives})[ \t]*\)`, 'g')
const oneByOne = new RegExp(`${equal}(?:${or}|$)`, 'gy')
const whole = new RegExp(String.raw`^[ \t]*(${alternatives})[ \t]*$`)

/**
 * The text with `A = 'x' OR A = 'y'`, of one attribute or path, as `A IN ('x', 'y')`: the whole text, or in parentheses
 * between others. Undefined where another OR is left; without parentheses AND binds more tightly.
 */
export function orAsIn(text: string): { readonly label: string; readonly text: string } | undefined {
  const names = new Set<string>()
  const fold = (group: string) => {
    const found = [...group.matchAll(oneByOne)]
    const name = found[0]?.[1]
    if (name === undefined || found.some((each) => each[1] !== name)) return undefined
    names.add(name)
    return `${name} IN (${found.map((each) => each[2]).join(', ')})`
  }
  const all = whole.exec(text)?.[1]
  const folded =
    all === undefined
      ? text.replaceAll(quotedOrGroup, (part, group?: string) => (group && fold(group)) ?? part)
      : fold(all)
  if (folded === undefined || names.size === 0 || hasOr.test(folded.replaceAll(/'[^']*'/g, '')))
    return undefined
  return { label: `Use ${[...names].join(', ')} IN (…)`, text: folded }
}

const hasOr = /(?:\bor\b|\|\|)/i
