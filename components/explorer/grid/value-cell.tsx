import { Lock } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'

/** A value from inside a document, or that the document has none. */
export function ValueContent({
  text,
  isMasked,
  difference,
  isNobodys,
}: {
  text: string | undefined
  isMasked: boolean
  /** What the cell differs from; undefined where it does not. */
  difference: string | undefined
  isNobodys: boolean
}) {
  if (text === undefined) return <Absent difference={difference} isNobodys={isNobodys} />
  return (
    <span
      title={withDifference(text, difference)}
      className={classNames('mono inline-flex min-w-0 items-center', difference !== undefined && 'font-bold')}
    >
      <DifferenceMark difference={difference} />
      {isMasked && <Lock aria-hidden size={11} className="mr-1.5 shrink-0 text-muted" />}
      <span className="truncate">{shortValue(text)}</span>
    </span>
  )
}

function Absent({ difference, isNobodys }: { difference: string | undefined; isNobodys: boolean }) {
  if (isNobodys) return <span className="text-faint text-xs">no unit has this</span>
  return (
    <span title={difference} className="inline-flex items-center text-muted">
      <DifferenceMark difference={difference} />–<span className="sr-only">absent</span>
    </span>
  )
}

/** The dot of a cell that differs from what the rows are compared with; the text for screen readers says from what. */
export function DifferenceMark({ difference }: { difference: string | undefined }) {
  if (difference === undefined) return null
  return (
    <>
      <span aria-hidden className="mr-1.5 size-1.5 shrink-0 rounded-full bg-changed" />
      <span className="sr-only">{difference}; </span>
    </>
  )
}

export function withDifference(text: string, difference: string | undefined): string {
  return difference === undefined ? text : `${text}, ${difference}`
}

/** Images differ at their end, so the end is shown. Titles, copies and exports have the whole text. */
export function shortValue(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash > 0 && text.includes(':', slash) && !text.includes(' ') ? `…${text.slice(slash)}` : text
}
