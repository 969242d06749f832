'use client'

import { useMemo, useState } from 'react'
import { type Taken, takePasted } from '#components/query/pasted/take-pasted.ts'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { type QueryFields, sameQuery } from '#components/query/read-query.ts'
import { readPasted } from '#lib/where/paste/read-pasted.ts'

export type PastedText = ReturnType<typeof usePasted>

/** A text of another tool in the query field: what it asks, taking it, and going back to the text as it was pasted. */
export function usePasted(draft: QueryDraft, takesContent: boolean) {
  const { fields, reading } = draft
  const [undo, setUndo] = useState<{ before: QueryFields; after: QueryFields; form: string }>()
  const pasted = useMemo(
    () => (reading.where.ok ? undefined : readPasted(fields.where)),
    [reading.where.ok, fields.where],
  )
  const offer = pasted && { form: pasted.form, taken: takePasted(pasted, fields, { takesContent }) }
  const isTaken = undo !== undefined && sameQuery(fields, undo.after)
  return {
    offer,
    take: (taken: Taken) => {
      if (pasted) setUndo({ before: fields, after: taken.fields, form: pasted.form })
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
