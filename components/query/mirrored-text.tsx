import type { Span } from '#lib/where/ast.ts'

/** A copy of the text below the field, which gives the field its height and shows the underline. */
export function MirroredText({ text, error }: { text: string; error: Span | undefined }) {
  const start = Math.min(error?.start ?? text.length, text.length)
  const end = Math.min(Math.max(error?.end ?? text.length, start), text.length)
  return (
    <div
      aria-hidden
      className="mono pointer-events-none col-start-1 row-start-1 whitespace-pre-wrap px-2.5 py-1 text-sm text-transparent leading-6 [overflow-wrap:anywhere]"
    >
      {text.slice(0, start)}
      {error && (
        <span className="rounded-sm bg-removed-soft underline decoration-2 decoration-removed decoration-wavy underline-offset-4">
          {/* An error at the very end still needs a character to underline. */}
          {text.slice(start, end) || '\u00a0\u00a0'}
        </span>
      )}
      {text.slice(end)}
      {'\u200b'}
    </div>
  )
}
