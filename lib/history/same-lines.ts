import { commonRuns } from '#lib/config/compare/common-runs.ts'
import { pairElements, pairResources } from '#lib/config/compare/diff.ts'
import { type LineElement, type LineNode, type LineTrees, linesOf } from '#lib/history/line-tree.ts'

/**
 * The position of each line in the older text, by index. A missing line is new or changed; for an `undecided` one that
 * is unknown.
 */
export type OlderLines = Map<number, number | 'undecided'>

type Line = LineNode['lines'][number]

/** The lines of longer lists are compared as text, because pairing their elements takes too long. */
const maxElementPairs = 1_000_000

/** The lines of unreadable texts, compared as plain text. */
export function samePlainLines(before: string, after: string): OlderLines {
  const found: OlderLines = new Map()
  const numbered = (text: string): Line[] => linesOf(text).map((line, at) => ({ at, text: line }))
  matchLines(numbered(before), numbered(after), found)
  return found
}

/**
 * Lines with the same content at the same place of the same resource, wherever they are in the text. Elements of lists
 * are paired by name, or by content.
 */
export function sameLines(before: LineTrees, after: LineTrees): OlderLines {
  const found: OlderLines = new Map()
  const rootOf = ({ resources }: LineTrees, index: number) =>
    resources.find((each) => each.resource.index === index)?.root
  const pairs = pairResources(
    before.resources.map(({ resource }) => resource),
    after.resources.map(({ resource }) => resource),
  )
  for (const { from, to } of pairs) {
    const old = from && rootOf(before, from.index)
    const fresh = to && rootOf(after, to.index)
    if (old === undefined || fresh === undefined) continue
    // Two names in one place: the same one renamed only if most of it stayed.
    if (from?.resourceName === to?.resourceName || resembles(old, fresh)) matchNodes(old, fresh, found)
  }
  matchNodes(before.rest, after.rest, found)
  return found
}

function matchNodes(old: LineNode, fresh: LineNode, found: OlderLines): void {
  matchLines(old.lines, fresh.lines, found)
  for (const [key, field] of fresh.fields) {
    const other = old.fields.get(key)
    if (other) matchNodes(other, field, found)
  }
  matchElements(old, fresh, found)
}

function matchLines(old: readonly Line[], fresh: readonly Line[], found: OlderLines): void {
  if (old.length === 0 || fresh.length === 0) return
  const before = old.map(textOf)
  const pairs = commonRuns(before, fresh.map(textOf))
  for (const { from, to } of pairs ?? []) found.set(fresh[to]?.at ?? -1, old[from]?.at ?? -1)
  if (pairs !== undefined) return
  // Lines that are too many to compare are `undecided`, not changed; a line that did not exist before is still new.
  const known = new Set(before)
  for (const { at, text } of fresh) if (known.has(text)) found.set(at, 'undecided')
}

function textOf({ text }: Line): string {
  return text
}

function matchElements(old: LineNode, fresh: LineNode, found: OlderLines): void {
  const [before, after] = [old.elements, fresh.elements]
  if (before.length * after.length > maxElementPairs) {
    matchLines(before.flatMap(allLines), after.flatMap(allLines), found)
    return
  }
  const { kept, gone, added } = pairElements(fresh.field, before.map(heldBy), after.map(heldBy))
  for (const { from, to } of kept) matchElement(before[from], after[to], found)
  // The field that identifies an element may itself have changed (the port of a port).
  const left = new Set(gone)
  for (const to of added) {
    const from = [...left].find((each) => isRenamed(before[each], after[to]))
    if (from === undefined) continue
    left.delete(from)
    matchElement(before[from], after[to], found)
  }
}

function matchElement(old: LineElement | undefined, fresh: LineElement | undefined, found: OlderLines): void {
  if (old && fresh) matchNodes(old.node, fresh.node, found)
}

function heldBy({ value }: LineElement): LineElement['value'] {
  return value
}

function isRenamed(old: LineElement | undefined, fresh: LineElement | undefined): boolean {
  return old !== undefined && fresh !== undefined && resembles(old.node, fresh.node)
}

/** Whether at least half of the longer one is in both. */
function resembles(old: LineNode, fresh: LineNode): boolean {
  const [before, after] = [textsOf(old), textsOf(fresh)]
  const longer = Math.max(before.length, after.length)
  return longer > 0 && (commonRuns(before, after) ?? []).length * 2 >= longer
}

function textsOf(node: LineNode): string[] {
  return allLines({ node }).map(textOf)
}

/** In the order of the text. */
function allLines({ node }: Pick<LineElement, 'node'>): Line[] {
  const own = [
    ...node.lines,
    ...[...node.fields.values()].flatMap((field) => allLines({ node: field })),
    ...node.elements.flatMap(allLines),
  ]
  return own.sort((a, b) => a.at - b.at)
}
