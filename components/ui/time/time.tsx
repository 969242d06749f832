'use client'

import { useNow } from '#components/ui/time/now.ts'
import { exactTime, relativeTime } from '#components/ui/time/relative-time.ts'

export type TimeProps = {
  /** RFC 3339, as the API sends it. */
  at: string | undefined
  /** `exact` writes the time out, for evidence; `relative` keeps it in the title. */
  form?: 'relative' | 'exact'
  className?: string
}

/** Server and first client render both use UTC; the reader's clock and time zone take over right after. */
export function Time({ at, form = 'relative', className }: TimeProps) {
  const now = useNow()
  const time = at ? Date.parse(at) : Number.NaN
  if (!at || Number.isNaN(time)) return <span className={className}>–</span>
  const exact = exactTime(time, now === undefined ? 'UTC' : undefined)
  return (
    <time dateTime={at} title={`${exact}\n${at}`} className={className}>
      {form === 'exact' || now === undefined ? exact : relativeTime(time, now)}
    </time>
  )
}
