import { commonRuns } from '#lib/config/compare/align.ts'

type Line = { readonly mark: ' ' | '+' | '-'; readonly text: string }

/** Unchanged lines shown around a change. */
const context = 3

/** A unified diff of two texts, without file names: hunks with the lines around each change (contract 4.5). */
export function linePatch(before: string, after: string): string {
  const lines = marked(before.split('\n'), after.split('\n'))
  const patch: string[] = []
  let old = 1
  let fresh = 1
  let at = 0
  for (const { start, end } of hunks(lines)) {
    // What is skipped before a hunk is the same on both sides.
    old += start - at
    fresh += start - at
    const shown = lines.slice(start, end)
    const [gone, added] = [count(shown, '+'), count(shown, '-')]
    patch.push(`@@ -${old},${gone} +${fresh},${added} @@\n`)
    for (const { mark, text } of shown) patch.push(`${mark}${text}\n`)
    old += gone
    fresh += added
    at = end
  }
  return patch.join('')
}

/** Lines that are not marked so. */
function count(lines: readonly Line[], mark: Line['mark']): number {
  return lines.filter((line) => line.mark !== mark).length
}

function marked(old: readonly string[], fresh: readonly string[]): Line[] {
  const lines: Line[] = []
  let from = 0
  let to = 0
  for (const anchor of [...commonRuns(old, fresh), { from: old.length, to: fresh.length }]) {
    for (; from < anchor.from; from += 1) lines.push({ mark: '-', text: old[from] ?? '' })
    for (; to < anchor.to; to += 1) lines.push({ mark: '+', text: fresh[to] ?? '' })
    if (from < old.length) lines.push({ mark: ' ', text: old[from] ?? '' })
    from += 1
    to += 1
  }
  return lines
}

/** Changes that are close share a hunk. */
function hunks(lines: readonly Line[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  for (const [at, { mark }] of lines.entries()) {
    if (mark === ' ') continue
    const start = Math.max(at - context, 0)
    const end = Math.min(at + context + 1, lines.length)
    const last = found.at(-1)
    if (last !== undefined && start <= last.end) last.end = end
    else found.push({ start, end })
  }
  return found
}
