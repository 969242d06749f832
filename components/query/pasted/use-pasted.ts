'use client'

import { useMemo, useState } from 'react'
import type { Taken } from '#components/query/pasted/take-pasted.ts'
import { type QueryFields, sameQuery } from '#components/query/query-fields.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { LazyCode, useLazyCode } from '#components/ui/lazily.tsx'

const reader = new LazyCode(() => import('#components/query/later.ts').then((module) => module.offerOf))

export type PastedText = ReturnType<typeof usePasted>

/** A text of another tool in the query field: what it asks, taking it, and going back to the text as it was pasted. */
export function usePasted(draft: QueryDraft, takesContent: boolean) {
  const { fields, reading } = draft
  const [undo, setUndo] = useState<{ before: QueryFields; after: QueryFields; form: string }>()
  const isForeign = !reading.where.ok
  const { code: offered } = useLazyCode(reader, isForeign)
  const offer = useMemo(
    () => (isForeign ? offered?.(fields, { takesContent }) : undefined),
    [isForeign, offered, fields, takesContent],
  )
  const isTaken = undo !== undefined && sameQuery(fields, undo.after)
  return {
    offer,
    take: (taken: Taken) => {
      if (offer) setUndo({ before: fields, after: taken.fields, form: offer.form })
      draft.apply(taken.fields)
    },
    /** Present while the query is what was taken from a text. */
    undo: isTaken
      ? {
          form: undo.form,
          run: () => {
            setUndo(undefined)
            draft.edit(undo.before)
          },
        }
      : undefined,
  }
}
