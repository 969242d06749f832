'use client'

import type { ReactNode } from 'react'
import type { PastedText } from '#components/query/pasted/use-pasted.ts'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { UnrunLine } from '#components/query/unrun-line.tsx'
import { Button } from '#components/ui/button.tsx'
import { lazily } from '#components/ui/lazily.tsx'

const PastedNote = lazily('PastedNote', () => import('#components/query/later.ts'))
const WhereMistake = lazily('WhereMistake', () => import('#components/query/later.ts'))

/** What there is to say about the query. It takes the place of the result line, so that nothing below moves while typing. */
export function QueryRemarks({
  id,
  draft,
  pasted,
  takesContent,
  onTextChange,
  children,
}: {
  /** Of what is wrong with the text. */
  id: string
  draft: QueryDraft
  pasted: PastedText
  takesContent: boolean
  /** The pressed button disappears together with its remark, so the focus moves to the text it belonged to. */
  onTextChange: () => void
  /** The result, while it answers the query. */
  children: ReactNode
}) {
  const isAnswered = draft.reading.where.ok && !draft.isDirty
  const then = (run: () => void) => {
    run()
    onTextChange()
  }
  return (
    <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-3">
      {pasted.offer ? (
        <PastedNote id={id} {...pasted.offer} onTake={(taken) => then(() => pasted.take(taken))} />
      ) : draft.reading.where.ok ? null : (
        <WhereMistake
          id={id}
          draft={draft}
          takesContent={takesContent}
          onRepair={(fields) => then(() => draft.apply(fields))}
        />
      )}
      {pasted.undo && <TakenLine form={pasted.undo.form} onUndo={() => then(() => pasted.undo?.run())} />}
      {draft.isDirty && <UnrunLine isRunnable={draft.reading.isRunnable} />}
      {isAnswered && children}
    </div>
  )
}

/** After a text of another tool became the query: the way back to it. */
function TakenLine({ form, onUndo }: { form: string; onUndo: () => void }) {
  return (
    <p className="flex items-center gap-1.5 text-muted text-sm">
      Taken from {form}.
      <Button variant="quiet" size="sm" className="text-accent" onPress={onUndo}>
        Back to the pasted text
      </Button>
    </p>
  )
}
