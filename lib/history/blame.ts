import { isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { type LineTrees, linesOf, lineTrees } from '#lib/history/line-tree.ts'
import { type OlderLines, sameLines, samePlainLines } from '#lib/history/same-lines.ts'

/**
 * Blame is computed from the documents of the revisions, not from ConfigHub's mutation sources: those name list
 * elements differently, know neither comments nor the line a list begins on, and ConfigHub's own field history does not
 * rely on them either (contract A7). The cost is that documents have to be read, so a line may be older than the
 * revisions read.
 */

/** One revision with its document; absent when it could not be read. */
export type BlamedRevision = { readonly RevisionNum: number; readonly data: string | undefined }

/**
 * The revision that set a line is among `from` … `to`, both included. They are equal when it is known, and further
 * apart when documents in between were not read.
 */
export type LineOrigin = { readonly from: number; readonly to: number }

/**
 * The origin of every line of the newest document, found by going back one revision per step, because comparing a
 * hundred large documents at once would block the page. @param revisions newest first; numbers may be missing in
 * between, and older revisions may exist. Documents that are not YAML are compared line by line.
 */
export function* blame(
  revisions: readonly BlamedRevision[],
  toolchain?: string,
): Generator<void, LineOrigin[]> {
  const [newest] = revisions
  if (newest?.data === undefined) return []
  const origins: (LineOrigin | undefined)[] = linesOf(newest.data).map(() => undefined)
  /** Lines of the newest document that occur in the document of this step, with their positions there. */
  let standing = new Map(origins.map((_, at) => [at, at]))
  let current = { RevisionNum: newest.RevisionNum, data: newest.data }
  const read = isYamlToolchain(toolchain) ? readOnce() : () => undefined
  for (const { RevisionNum, data } of revisions.slice(1)) {
    if (standing.size === 0) break
    // A missing document widens the range: the line was set there or in the next one.
    if (data === undefined) continue
    if (data !== current.data) {
      const changed = { from: RevisionNum + 1, to: current.RevisionNum }
      standing = goBack(standing, compare(data, current.data, read), changed, origins)
      yield
    }
    current = { RevisionNum, data }
  }
  // Older than all revisions that were read, or as old as the unit.
  return origins.map((origin) => origin ?? { from: 1, to: current.RevisionNum })
}

/** The lines that also occur in the older document; the origin of the others is now known. */
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

/** Each document is compared with both of its neighbours, so only the last one is cached. */
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
  // An empty document is the origin of no line, not even of its empty one.
  if (before.trim() === '') return new Map()
  const [fresh, old] = [read(text), read(before)]
  return old && fresh ? sameLines(old, fresh) : samePlainLines(before, text)
}

/** Consecutive lines with the same origin. */
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
