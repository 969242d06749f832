import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { CodeMarker } from '#components/ui/editor/code-view.tsx'

const shownProblems = 5

/** The marks of the editor as text, for those who do not see them, and to get to their lines. */
export function DocumentProblems({
  problems,
  onShow,
}: {
  problems: readonly CodeMarker[]
  onShow: (line: number) => void
}) {
  if (problems.length === 0) return null
  const more = problems.length - shownProblems
  return (
    <ul aria-label="Problems in the text" className="flex flex-col gap-0.5 text-xs">
      {problems.slice(0, shownProblems).map(({ line, message, severity }) => (
        <li key={`${line} ${message}`}>
          <button
            type="button"
            onClick={() => onShow(line)}
            className="flex min-h-6 w-full items-start gap-1.5 rounded-sm text-left hover:underline"
          >
            {severity === 'warning' ? (
              <TriangleAlert aria-label="Warning" size={13} className="mt-0.5 shrink-0 text-attention" />
            ) : (
              <CircleAlert aria-label="Error" size={13} className="mt-0.5 shrink-0 text-removed" />
            )}
            <span className="min-w-0 [overflow-wrap:anywhere]">
              Line {line}: {message}
            </span>
          </button>
        </li>
      ))}
      {more > 0 && <li className="text-muted">and {more} more</li>}
    </ul>
  )
}
