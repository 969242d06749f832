import { relativeTime } from '#components/ui/time/relative-time.ts'
import type { ElsewhereChange } from '#lib/queries/live/live-reader.ts'
import type { NameOf } from '#lib/rows/unit-columns.ts'

/** A quiet dot on a row whose unit changed elsewhere; the title and the text for screen readers say when, and by whom. */
export function ChangedMark({
  change: { at, userId, isHeld },
  nameOf,
  now,
}: {
  change: ElsewhereChange
  nameOf: NameOf
  now: number | undefined
}) {
  const who = userId === undefined ? '' : ` by ${nameOf(userId)}`
  const when = now === undefined ? '' : ` ${relativeTime(at, now)}`
  const said = `Changed${when}${who}${isHeld ? '; Update shows it, and may move the row' : ''}`
  return (
    <span title={said} className="mr-1.5">
      <span
        aria-hidden
        className={`inline-block size-1.5 rounded-full align-[0.15em] ${isHeld ? 'border border-accent' : 'bg-accent'}`}
      />
      <span className="sr-only">{said}</span>
    </span>
  )
}
