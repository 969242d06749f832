import { commonRuns } from '#lib/config/compare/common-runs.ts'

export type MergedLines = {
  readonly text: string
  /** Lines of the text, from 1, that both sides changed: they stand there as `ours` has them. */
  readonly conflicts: readonly { readonly line: number; readonly count: number }[]
}

/**
 * What `theirs` made of `base`, in `ours`, which was made of the same base. Lines that both changed stay as in ours and
 * are told, so nothing that was typed is lost. Nothing when the texts differ in too much to be compared.
 */
export function mergeLines(base: string, ours: string, theirs: string): MergedLines | undefined {
  const [old, mine, other] = [linesOf(base), linesOf(ours), linesOf(theirs)]
  const [toMine, toOther] = [placesIn(old, mine), placesIn(old, other)]
  if (toMine === undefined || toOther === undefined) return undefined
  const merged: string[] = []
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
    const line = mine[anchor.mine]
    if (line !== undefined && anchor.old < old.length) merged.push(line)
    at = { old: anchor.old + 1, mine: anchor.mine + 1, other: anchor.other + 1 }
  }
  return { text: merged.join(''), conflicts }
}

type Place = { readonly old: number; readonly mine: number; readonly other: number }
type Sides = {
  readonly old: readonly string[]
  readonly mine: readonly string[]
  readonly other: readonly string[]
}

/** Undefined where both sides changed the same lines, each in its own way. */
function takenOf({ old, mine, other }: Sides): readonly string[] | undefined {
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

function placesIn(base: readonly string[], side: readonly string[]): Map<number, number> | undefined {
  const runs = commonRuns(base, side)
  return runs && new Map(runs.map(({ from, to }) => [from, to]))
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at])
}

/** With their ends. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}
