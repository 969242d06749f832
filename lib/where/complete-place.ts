import { kindOf, spellingSource, spellings } from '#lib/where/operators.ts'

/** Where a cursor is, within the last, unfinished condition. */
export type Place =
  | { kind: 'attribute' | 'counted' | 'list'; typed: string }
  | { kind: 'operator'; attribute: string; typed: string }
  | {
      kind: 'value'
      attribute: string
      typed: string
      quoted: boolean
      asksKey: boolean
      isList: boolean
      isOpen: boolean
    }
  /** `isTight`: a blank is missing before the next word. */
  | { kind: 'connective'; typed: string; isInGroup: boolean; isTight: boolean }

export type ValuePlace = Extract<Place, { kind: 'value' }>

const name = '(?:LEN\\([A-Za-z][\\w./*-]*\\)|[A-Za-z][\\w./*-]*)'
const isNull = spellingSource(spellings.filter((op) => kindOf(op) === 'null'))
const operator = spellingSource(spellings.filter((op) => kindOf(op) !== 'null'))
const list = spellingSource(spellings.filter((op) => kindOf(op) === 'in'))
const literal = "(?:'[^']*'|\\d+|true|false)"

const finished = new RegExp(
  `^${name}\\s*(?:${operator}\\s*(?:${literal}|\\([^)]*\\)|${name}(?=\\s))|${isNull})(?:\\s+IS\\s+(?:NOT\\s+)?(?:TRUE|FALSE))?\\s*((?:IS\\s+(?:NOT\\s+)?)?\\w*)$`,
)
const inValue = new RegExp(
  `^(${name})\\s*(${operator})\\s*(\\((?:[^()]*,)?\\s*)?('[^']*|[A-Za-z0-9][\\w./-]*|)$`,
)
const afterListed = new RegExp(`^${name}\\s*${list}\\s*\\((?:[^()]*,)?\\s*${literal}\\s*$`)
const named = new RegExp(`^(${name})\\s+([A-Z<>=!~? ]*)$`)

export function placeOf(before: string): Place {
  const { text, isInGroup } = lastCondition(before)
  const counted = /^LEN\(([\w./*-]*)$/.exec(text)
  if (counted) return { kind: 'counted', typed: counted[1] ?? '' }
  if (afterListed.test(text)) return { kind: 'list', typed: '' }
  const value = inValue.exec(text)
  // A number may be complete; of a group that is open, the end can be offered.
  if (value && isInGroup && /\d$/.test(text) && /^\d+$/.test(value[4] ?? '') && value[3] === undefined)
    return { kind: 'connective', typed: '', isInGroup, isTight: true }
  if (value) {
    const [, attribute = '', op = '', open, typed = ''] = value
    return {
      kind: 'value',
      attribute,
      typed: typed.replace(/^'/, ''),
      quoted: typed.startsWith("'"),
      asksKey: op === '?',
      isList: /IN$/.test(op),
      isOpen: open !== undefined,
    }
  }
  const complete = finished.exec(text)
  // Only after a blank or a quote does a next word begin.
  if (complete) {
    const typed = complete[1] ?? ''
    return { kind: 'connective', typed, isInGroup, isTight: typed === '' && /\S$/.test(text) }
  }
  const [, attribute, typed = ''] = named.exec(text) ?? []
  if (attribute !== undefined) return { kind: 'operator', attribute, typed }
  return { kind: 'attribute', typed: /[\w./*-]*$/.exec(text)?.[0] ?? '' }
}

/** The last condition, without NOT and the parentheses of groups before it; `isInGroup` when one is open. */
function lastCondition(before: string): { text: string; isInGroup: boolean } {
  let start = 0
  let closedAt: number | undefined
  /** Of each open parenthesis, whether it begins a group; others are of lists. */
  const open: boolean[] = []
  for (const { 0: found, index } of before.matchAll(/'[^']*(?:'|$)|\b(?:AND|OR)(?=\s)|[()]/g)) {
    if (found === '(') open.push(before.slice(start, index).replace(groupStart, '') === '')
    else if (found === ')') closedAt = open.pop() === true ? index + 1 : closedAt
    else if (!found.startsWith("'") && open.at(-1) !== false && /[\s)]$/.test(before.slice(0, index))) {
      start = index + found.length
      closedAt = undefined
    }
  }
  // After a group as a whole, the same may follow as after a condition.
  const text =
    closedAt === undefined
      ? before.slice(start).replace(groupStart, '')
      : `x IS NULL${before.slice(closedAt)}`
  return { text, isInGroup: open.includes(true) }
}

const groupStart = /^(?:\s|NOT\b|\()+/
