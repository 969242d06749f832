import { align } from '#lib/config/align.ts'

type Line = { readonly mark: ' ' | '+' | '-'; readonly text: string }

/** Unchanged lines shown around a change. */
const context = 3

/** A unified diff of two texts, without file names: hunks with the lines around each change (confighub-api 4.5). */
export function linePatch(before: string, after: string): string {
  const lines = marked(before.split('\n'), after.split('\n'))
  return hunks(lines)
    .map(({ start, end }) => {
      const shown = lines.slice(start, end)
      const old = count(lines.slice(0, start), '+') + 1
      const fresh = count(lines.slice(0, start), '-') + 1
      const header = `@@ -${old},${count(shown, '+')} +${fresh},${count(shown, '-')} @@`
      return [header, ...shown.map(({ mark, text }) => `${mark}${text}`), ''].join('\n')
    })
    .join('')
}

/** Lines that are not marked so. */
function count(lines: readonly Line[], mark: Line['mark']): number {
  return lines.filter((line) => line.mark !== mark).length
}

function marked(old: readonly string[], fresh: readonly string[]): Line[] {
  const same = align(undefined, old, fresh).kept.filter(({ from, to }) => old[from] === fresh[to])
  const lines: Line[] = []
  let from = 0
  let to = 0
  for (const anchor of [...same, { from: old.length, to: fresh.length }]) {
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
