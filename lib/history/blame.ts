import { type LineTrees, linesOf, lineTrees } from '#lib/history/line-tree.ts'
import { type OlderLines, sameLines, samePlainLines } from '#lib/history/same-lines.ts'

/*
 * Blame is computed from the documents of the revisions, not from ConfigHub's mutation sources: those name the elements
 * of lists in a way of their own, know neither comments nor the lines a list is written on, and ConfigHub's own field
 * history does not trust them either (contract A7). A document cannot be wrong about itself. The price:
 * documents have to be read, so a line may be older than what was.
 */

/** One revision with its document; absent when it could not be read. */
export type BlamedRevision = { readonly RevisionNum: number; readonly data: string | undefined }

/**
 * Which revision set a line: it is among `from` … `to`, both included. The two are equal when it is known, and
 * further apart when the documents between them were not read.
 */
export type LineOrigin = { readonly from: number; readonly to: number }

/**
 * The origin of every line of the newest document, by going back from it: one revision a step, because a hundred large
 * documents take longer than a page may stand still.
 *
 * @param revisions newest first; numbers may be missing between them, and older ones than the last may exist.
 */
export function* blame(revisions: readonly BlamedRevision[]): Generator<void, LineOrigin[]> {
  const [newest] = revisions
  if (newest?.data === undefined) return []
  const origins: (LineOrigin | undefined)[] = linesOf(newest.data).map(() => undefined)
  /** Lines of the newest document that stand in the one looked at, and where they stand there. */
  let standing = new Map(origins.map((_, at) => [at, at]))
  let current = { RevisionNum: newest.RevisionNum, data: newest.data }
  const read = readOnce()
  for (const { RevisionNum, data } of revisions.slice(1)) {
    if (standing.size === 0) break
    // A document that is missing widens the answer: what changed did so there or in the next.
    if (data === undefined) continue
    if (data !== current.data) {
      const changed = { from: RevisionNum + 1, to: current.RevisionNum }
      standing = goBack(standing, compare(data, current.data, read), changed, origins)
      yield
    }
    current = { RevisionNum, data }
  }
  // Older than everything that was read, or as old as the unit.
  return origins.map((origin) => origin ?? { from: 1, to: current.RevisionNum })
}

/** The lines that stand in the older document too; the others have found where they come from. */
function goBack(
  standing: ReadonlyMap<number, number>,
  older: OlderLines,
  changed: LineOrigin,
  origins: (LineOrigin | undefined)[],
): Map<number, number> {
  const left = new Map<number, number>()
  for (const [line, at] of standing) {
    const there = older.get(at)
    if (typeof there === 'number') left.set(line, there)
    else origins[line] = there === 'undecided' ? { from: 1, to: changed.to } : changed
  }
  return left
}

type ReadTrees = (text: string) => LineTrees | undefined

/** Each document is compared twice, with its neighbours; only the last one has to be kept for that. */
function readOnce(): ReadTrees {
  let last: { text: string; trees: LineTrees | undefined } | undefined
  return (text) => {
    if (last?.text === text) return last.trees
    const trees = lineTrees(text)
    last = { text, trees }
    return trees
  }
}

function compare(before: string, text: string, read: ReadTrees): OlderLines {
  // Nothing comes from a document that says nothing, not even its empty line.
  if (before.trim() === '') return new Map()
  const [fresh, old] = [read(text), read(before)]
  return old && fresh ? sameLines(old, fresh) : samePlainLines(before, text)
}

/** Lines beside each other with one origin. */
export type BlameBlock = LineOrigin & {
  /** 1-based, both included. */
  readonly firstLine: number
  readonly lastLine: number
}

export function blocksOf(origins: readonly LineOrigin[]): BlameBlock[] {
  const blocks: BlameBlock[] = []
  for (const [index, { from, to }] of origins.entries()) {
    const last = blocks.at(-1)
    const line = index + 1
    if (last !== undefined && last.from === from && last.to === to) {
      blocks[blocks.length - 1] = { ...last, lastLine: line }
    } else blocks.push({ from, to, firstLine: line, lastLine: line })
  }
  return blocks
}
