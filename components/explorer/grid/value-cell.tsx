import { Lock } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'

/** A value from inside a document, or that the document has none. */
export function ValueContent({
  text,
  isMasked,
  isDifferent,
  isNobodys,
}: {
  text: string | undefined
  isMasked: boolean
  /** The cell differs from most rows. */
  isDifferent: boolean
  isNobodys: boolean
}) {
  if (text === undefined) return <Absent isDifferent={isDifferent} isNobodys={isNobodys} />
  return (
    <span
      title={text}
      className={classNames('mono inline-flex min-w-0 items-center gap-1.5', isDifferent && 'font-bold')}
    >
      {isDifferent && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-changed" />}
      {isMasked && <Lock aria-hidden size={11} className="shrink-0 text-muted" />}
      <span className="truncate">{shortValue(text)}</span>
      {isDifferent && <span className="sr-only">differs from most rows</span>}
    </span>
  )
}

function Absent({ isDifferent, isNobodys }: { isDifferent: boolean; isNobodys: boolean }) {
  if (isNobodys) return <span className="text-faint text-xs">no unit has this</span>
  return (
    <span className="text-muted">
      {isDifferent && <span aria-hidden className="mr-1.5 inline-block size-1.5 rounded-full bg-changed" />}–
      <span className="sr-only">{isDifferent ? 'absent, differs from most rows' : 'absent'}</span>
    </span>
  )
}

/** Images differ at their end, so the end is shown. Titles, copies and exports have the whole text. */
export function shortValue(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash > 0 && text.includes(':', slash) && !text.includes(' ') ? `…${text.slice(slash)}` : text
}
