import { commonRuns } from '#lib/config/compare/common-runs.ts'

/** Characters `[from, to)` of a text, and what comes in their place. */
export type Hunk = { readonly from: number; readonly to: number; readonly text: string }

/** Where two texts differ, word by word. `isLineEnd` says whether a space of the old text is written as a line break. */
export function hunksBetween(old: string, fresh: string, isLineEnd: (offset: number) => boolean): Hunk[] {
  const [words, wanted] = [wordsOf(old), wordsOf(fresh)]
  const offsets = offsetsOf(words)
  const common = commonRuns(words, wanted) ?? endsInCommon(words, wanted)
  const hunks: Hunk[] = []
  let last = { from: 0, to: 0 }
  for (const run of [...common, { from: words.length, to: wanted.length }]) {
    const text = wanted.slice(last.to, run.to).join('')
    const removes = run.from > last.from
    // Of the two spaces around a removed word, the one that is not a line end is removed.
    const isBetweenEqual = last.from > 0 && words[last.from - 1] === words[run.from - 1]
    const back = removes && text === '' && isBetweenEqual && isLineEnd(offsets[run.from - 1] ?? 0) ? 1 : 0
    const [from, to] = [offsets[last.from - back] ?? 0, offsets[run.from - back] ?? 0]
    if (removes || text !== '') hunks.push(tightened(old, { from, to, text }))
    last = { from: run.from + 1, to: run.to + 1 }
  }
  return hunks
}

/** Without the characters that the old and new words have in common at either end. */
function tightened(old: string, { from, to, text }: Hunk): Hunk {
  const shorter = Math.min(to - from, text.length)
  let start = 0
  while (start < shorter && old[from + start] === text[start]) start += 1
  if (isSecondHalf(old[from + start]) || isSecondHalf(text[start])) start -= 1
  let end = 0
  while (end < shorter - start && old[to - 1 - end] === text[text.length - 1 - end]) end += 1
  if (end > 0 && isSecondHalf(text[text.length - end])) end -= 1
  return { from: from + start, to: to - end, text: text.slice(start, text.length - end) }
}

/** The second half of a character that takes two code units, such as an emoji. */
function isSecondHalf(unit: string | undefined): boolean {
  return unit !== undefined && /[\udc00-\udfff]/.test(unit)
}

function wordsOf(text: string): string[] {
  return text.match(/\n|[^\S\n]+|\S+/g) ?? []
}

/** Where each word starts, and where the last one ends. */
function offsetsOf(words: readonly string[]): number[] {
  const offsets = [0]
  let length = 0
  for (const word of words) {
    length += word.length
    offsets.push(length)
  }
  return offsets
}

/** For texts that differ too much: only the words they begin and end with are kept. */
function endsInCommon(words: readonly string[], wanted: readonly string[]) {
  const shorter = Math.min(words.length, wanted.length)
  let start = 0
  while (start < shorter && words[start] === wanted[start]) start += 1
  let end = 0
  while (end < shorter - start && words.at(-1 - end) === wanted.at(-1 - end)) end += 1
  const runs: { from: number; to: number }[] = []
  for (let at = 0; at < start; at += 1) runs.push({ from: at, to: at })
  for (let at = end; at > 0; at -= 1) runs.push({ from: words.length - at, to: wanted.length - at })
  return runs
}
