/** Counts what a parser spends its time and memory on. */
export type ReadingCost = {
  /** Lines, list items and maps in brackets: about seven microseconds each. */
  readonly parts: number
  /** Quotes, tags and the like: about a sixth of a part each. */
  readonly marks: number
}

const parts = perCharacter({ '\n,[{': 1 })
const marks = perCharacter({ '"\'': 1, '&*!': 2, '\\': 0.3 })
const depth = perCharacter({ '[{': 1, ']}': -1 })
const blank = perCharacter({ ' \t': 1 })
/** These are marks only when whitespace follows. */
const indicator = perCharacter({ '-?:': 1 })

/** Estimated from the characters of a YAML text, in one pass. */
export function readingCost(text: string): ReadingCost {
  const cost = { parts: 0, marks: 0 }
  let open = 0
  let previous = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = Math.min(text.charCodeAt(at), 127)
    cost.parts += parts[code] ?? 0
    cost.marks += (marks[code] ?? 0) + (blank[code] ?? 0) * (indicator[previous] ?? 0)
    open += depth[code] ?? 0
    previous = code
    if (open >= 0) continue
    // A closing bracket without an opening one is an error, and reporting it takes longer.
    open = 0
    cost.parts += 1
  }
  return cost
}

function perCharacter(values: Readonly<Record<string, number>>): Float64Array {
  const table = new Float64Array(128)
  for (const [characters, value] of Object.entries(values))
    for (const character of characters) table[character.charCodeAt(0)] = value
  return table
}
