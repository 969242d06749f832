import { commonRuns } from '#lib/config/compare/common-runs.ts'
import { comparableLine, lineBreakOf, linesOf, type TextLine } from '#lib/config/document/lines.ts'

export type MergedLines = {
  readonly text: string
  /** Lines of the text, from 1, that both sides changed: they stand there as `ours` has them. */
  readonly conflicts: readonly { readonly line: number; readonly count: number }[]
}

/**
 * What `theirs` made of `base`, in `ours`, which was made of the same base. Lines that both changed stay as in ours and
 * are told, so nothing that was typed is lost. Line ends and the mark of byte order, which editors change, make no
 * difference. Nothing when the texts differ in too much to be compared.
 */
export function mergeLines(base: string, ours: string, theirs: string): MergedLines | undefined {
  const [old, mine, other] = [linesOf(base), linesOf(ours), linesOf(theirs)]
  const [toMine, toOther] = [placesIn(old, mine), placesIn(old, other)]
  if (toMine === undefined || toOther === undefined) return undefined
  const merged: TextLine[] = []
  const conflicts: { line: number; count: number }[] = []
  let at: Place = { old: 0, mine: 0, other: 0 }
  for (const anchor of anchors(old.length, toMine, toOther, { mine: mine.length, other: other.length })) {
    const sides: Sides = {
      old: old.slice(at.old, anchor.old),
      mine: mine.slice(at.mine, anchor.mine),
      other: other.slice(at.other, anchor.other),
    }
    const taken = takenOf(sides)
    if (taken === undefined) conflicts.push({ line: merged.length + 1, count: sides.mine.length })
    merged.push(...(taken ?? sides.mine))
    const [was, kept, fresh] = [old[anchor.old], mine[anchor.mine], other[anchor.other]]
    if (was && kept && fresh) merged.push(isIdentical(kept, was) ? fresh : kept)
    at = { old: anchor.old + 1, mine: anchor.mine + 1, other: anchor.other + 1 }
  }
  return { text: textOf(merged, lineBreakOf(ours)), conflicts }
}

type Place = { readonly old: number; readonly mine: number; readonly other: number }
type Sides = {
  readonly old: readonly TextLine[]
  readonly mine: readonly TextLine[]
  readonly other: readonly TextLine[]
}

/** Undefined where both sides changed the same lines, each in its own way. */
function takenOf({ old, mine, other }: Sides): readonly TextLine[] | undefined {
  if (isSame(mine, old)) return other
  if (isSame(other, old) || isSame(mine, other)) return mine
  return undefined
}

/** Lines of the base that both sides still have, and the end of all. */
function anchors(
  length: number,
  toMine: ReadonlyMap<number, number>,
  toOther: ReadonlyMap<number, number>,
  end: { readonly mine: number; readonly other: number },
): Place[] {
  const shared: Place[] = []
  for (let old = 0; old < length; old += 1) {
    const [mine, other] = [toMine.get(old), toOther.get(old)]
    if (mine !== undefined && other !== undefined) shared.push({ old, mine, other })
  }
  return [...shared, { old: length, ...end }]
}

function placesIn(base: readonly TextLine[], side: readonly TextLine[]): Map<number, number> | undefined {
  const runs = commonRuns(base.map(comparableLine), side.map(comparableLine))
  return runs && new Map(runs.map(({ from, to }) => [from, to]))
}

function isSame(a: readonly TextLine[], b: readonly TextLine[]): boolean {
  return a.length === b.length && a.every((line, at) => comparableLine(line) === textAt(b, at))
}

function textAt(lines: readonly TextLine[], at: number): string | undefined {
  const line = lines[at]
  return line && comparableLine(line)
}

function isIdentical(a: TextLine, b: TextLine): boolean {
  return a.text === b.text && a.end === b.end
}

/** A last line without an end gets one when others follow it, and only the first line has a mark of byte order. */
function textOf(lines: readonly TextLine[], lineBreak: string): string {
  const texts = lines.map((line, at) => {
    const text = at === 0 ? line.text : comparableLine(line)
    return text + (at === lines.length - 1 ? line.end : line.end || lineBreak)
  })
  return texts.join('')
}
