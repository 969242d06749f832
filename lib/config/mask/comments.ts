import { isScalar } from 'yaml'
import type { LoadedStream } from '#lib/config/document/document.ts'
import { lineEnd, lineStart } from '#lib/config/document/lines.ts'
import { commentValues } from '#lib/config/mask/inline.ts'
import { nodesOf, type ParsedScalar } from '#lib/config/mask/nodes.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { textSpans } from '#lib/config/mask/text-spans.ts'

/**
 * Secrets in the comments of a stream. In a document with a Secret, anything in a comment that looks like a value is
 * masked.
 */
export function commentSpans(
  { text, documents }: LoadedStream,
  holdsSecret: (offset: number) => boolean,
): Span[] {
  if (!text.includes('#')) return []
  const comments = commentsOf(
    text,
    documents.flatMap(({ contents }) => nodesOf(contents)),
  )
  return groups(text, comments).flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    if (first === undefined || last === undefined) return []
    const line = lineStart(text, first.start)
    const from = text.slice(line, first.start).trim() === '' ? line : first.start
    const shown = withoutSigns(text.slice(from, last.end))
    const inner = textSpans(shown).map(({ start, end }) => ({ start: from + start, end: from + end }))
    return holdsSecret(first.start)
      ? [...inner, ...group.flatMap((each) => within(each, commentValues(text.slice(each.start, each.end))))]
      : inner
  })
}

/** A `#` after space, outside of all scalars, begins a comment. */
function commentsOf(text: string, nodes: ReturnType<typeof nodesOf>): Span[] {
  const comments: Span[] = []
  const ranges = nodes.flatMap((node) => (isScalar(node) ? contentRange(text, node as ParsedScalar) : []))
  let at = text.indexOf('#')
  for (const { start, end } of [...ranges, { start: text.length, end: text.length }]) {
    while (at >= 0 && at < start) {
      const isComment = at === 0 || /[\s\uFEFF]/.test(text[at - 1] ?? '')
      const stop = isComment ? lineEnd(text, at) : at + 1
      if (isComment) comments.push({ start: at, end: stop })
      at = text.indexOf('#', stop)
    }
    if (at >= 0 && at < end) at = text.indexOf('#', end)
  }
  return comments
}

/** The header of a block scalar may carry a comment. */
function contentRange(text: string, { range: [start, end], type }: ParsedScalar): Span {
  if (type !== 'BLOCK_LITERAL' && type !== 'BLOCK_FOLDED') return { start, end }
  const body = text.indexOf('\n', start)
  return { start: body < 0 ? end : body, end }
}

/** Comment lines below one another are read as one text. */
function groups(text: string, comments: readonly Span[]): Span[][] {
  const found: Span[][] = []
  for (const comment of comments) {
    const group = found.at(-1)
    const last = group?.at(-1)
    const isBelow = last !== undefined && text.slice(last.end, comment.start).trim() === ''
    if (isBelow) group?.push(comment)
    else found.push([comment])
  }
  return found
}

/** `# password: x` is read as `  password: x`, with all offsets unchanged. */
function withoutSigns(text: string): string {
  return text.replace(
    /^([ \t]*)(#+)/gm,
    (_, space: string, signs: string) => space + ' '.repeat(signs.length),
  )
}

function within({ start }: Span, spans: readonly Span[]): Span[] {
  return spans.map((span) => ({ start: start + span.start, end: start + span.end }))
}
