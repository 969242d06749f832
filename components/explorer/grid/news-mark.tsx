import { relativeTime } from '#components/ui/time/relative-time.ts'
import type { RowNews } from '#lib/queries/live/live-reader.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'

/**
 * A quiet mark on a row whose unit changed elsewhere, no longer matches or is gone; the title and the text for screen
 * readers say which, when, and by whom.
 */
export function NewsMark(told: { news: RowNews; nameOf: NameOf; now: number | undefined }) {
  const said = saidOf(told)
  return (
    <span title={said} className="mr-1.5">
      <Mark news={told.news} />
      <span className="sr-only">{said}</span>
    </span>
  )
}

function Mark({ news }: { news: RowNews }) {
  if (news === 'gone')
    return (
      <span aria-hidden className="font-semibold text-attention">
        ×
      </span>
    )
  const look =
    news === 'left' ? 'border border-attention' : news.isHeld ? 'border border-accent' : 'bg-accent'
  return <span aria-hidden className={`inline-block size-1.5 rounded-full align-[0.15em] ${look}`} />
}

function saidOf({ news, nameOf, now }: { news: RowNews; nameOf: NameOf; now: number | undefined }): string {
  if (news === 'gone') return 'Deleted, or no longer visible to you; Update takes the row away'
  if (news === 'left') return 'No longer matches the query; Update takes the row away'
  const { at, userId, isHeld } = news
  const who = userId === undefined ? '' : ` by ${nameOf(userId)}`
  const when = now === undefined ? '' : ` ${relativeTime(at, now)}`
  return `Changed${when}${who}${isHeld ? '; Update shows it, and may move the row' : ''}`
}
