'use client'

import { useState } from 'react'
import { useSuggestWhere } from '#components/query/live/use-suggest-where.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { QueryText } from '#components/query/query-text.tsx'
import { suggestNothing } from '#components/query/suggest.ts'
import type { BarFocus } from '#components/query/use-bar-focus.ts'
import type { KnownValues } from '#lib/where/complete.ts'

/** The query as a text, with suggestions. */
export function WhereText({
  bar,
  draft,
  known,
  errorId,
  isForeign,
  onUndo,
  onRun,
  onDiscard,
}: {
  bar: BarFocus
  draft: QueryDraft
  known: KnownValues
  errorId: string
  isForeign: boolean
  onUndo: (() => void) | undefined
  onRun: () => void
  onDiscard: () => void
}) {
  const { where } = draft.reading
  const [cursor, setCursor] = useState<number>()
  const suggestLive = useSuggestWhere(draft, known, isForeign ? undefined : cursor)
  return (
    <QueryText
      ref={bar.text}
      label="Query"
      value={draft.fields.where}
      placeholder="Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
      error={where.ok || isForeign ? undefined : where.error.span}
      errorId={where.ok ? undefined : errorId}
      suggest={isForeign ? suggestNothing : suggestLive}
      onCursor={setCursor}
      isDirty={draft.isDirty}
      onChange={(next) => draft.edit({ where: next })}
      onRun={onRun}
      onUndo={onUndo}
      onDiscard={onDiscard}
      onLeave={bar.leave}
      className="max-sm:basis-full"
    />
  )
}
