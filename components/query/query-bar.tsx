'use client'

import { type ReactNode, type RefObject, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Chips, type ChipsHandle } from '#components/query/chips.tsx'
import { ContentFilter } from '#components/query/content-filter.tsx'
import { DraftButtons, ModeButton } from '#components/query/query-buttons.tsx'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { QueryError } from '#components/query/query-error.tsx'
import { QueryText, type QueryTextHandle } from '#components/query/query-text.tsx'
import type { QueryFields } from '#components/query/read-query.ts'
import { repairs } from '#components/query/repairs.ts'
import { suggestWhere } from '#components/query/suggest.ts'
import { UnrunLine } from '#components/query/unrun-line.tsx'
import type { WhereError } from '#lib/where/ast.ts'
import type { KnownValues } from '#lib/where/complete.ts'

export type QueryBarHandle = { readonly focusText: () => void; readonly addFilter: () => void }

/** One query, as chips or as text; the result of it stands below as `children`. */
export function QueryBar({
  ref,
  draft,
  known,
  takesContent = true,
  share,
  children,
}: {
  ref: RefObject<QueryBarHandle | null>
  draft: QueryDraft
  /** Offered while typing. */
  known: KnownValues
  /** Whether the page can ask for content (`where_data`) too. */
  takesContent?: boolean
  /** How the query is handed on. */
  share: ReactNode
  children?: ReactNode
}) {
  const errorId = useId()
  const text = useRef<QueryTextHandle>(null)
  const content = useRef<QueryTextHandle>(null)
  const chips = useRef<ChipsHandle>(null)
  const [wantsText, setWantsText] = useState(false)
  const [wantsContent, setWantsContent] = useState(false)
  const { where, dataError, isRunnable } = draft.reading
  // Chips can only show what can be read; anything else stays as the text it is.
  const isText = wantsText || !where.ok
  const suggest = useMemo(() => suggestWhere(known), [known])
  const hasContent = wantsContent || draft.fields.data !== '' || draft.fields.type !== ''

  const showText = () => {
    setWantsText(true)
    afterDrawing(() => text.current?.focus())
  }
  const showContent = () => {
    setWantsContent(true)
    afterDrawing(() => content.current?.focus())
  }
  useImperativeHandle(ref, () => ({
    focusText: showText,
    addFilter: () => {
      if (!where.ok) return showText()
      setWantsText(false)
      afterDrawing(() => chips.current?.addFilter())
    },
  }))
  const run = () => {
    draft.apply()
  }
  // What was pressed goes away with the mistake: the focus goes to the text it was about.
  const repair = (fields: Partial<QueryFields>) => {
    draft.apply(fields)
    showText()
  }
  const discard = () => {
    draft.revert()
    if (isText) showText()
    else afterDrawing(() => chips.current?.focus())
  }
  return (
    <section
      aria-label="Query"
      className="flex shrink-0 flex-col gap-1.5 border-line border-b bg-surface px-3 py-2"
    >
      <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
        {isText || !where.ok ? (
          <QueryText
            ref={text}
            label="Query"
            value={draft.fields.where}
            placeholder="Slug = 'trade-service' AND Space.Slug LIKE '%prod%'"
            error={where.ok ? undefined : where.error.span}
            errorId={where.ok ? undefined : errorId}
            suggest={suggest}
            isDirty={draft.isDirty}
            onChange={(next) => draft.edit({ where: next })}
            onRun={run}
            onDiscard={discard}
            onLeave={() => setWantsText(false)}
          />
        ) : (
          <Chips
            ref={chips}
            where={where.value}
            known={known}
            onEditText={showText}
            hasContent={hasContent}
            onChange={(next) => draft.apply({ where: next })}
            onAddContent={takesContent ? showContent : undefined}
          />
        )}
        <span className="flex shrink-0 items-center gap-1.5 max-sm:justify-end">
          <DraftButtons
            draft={draft}
            onRun={() => {
              run()
              if (isText) showText()
            }}
            onDiscard={discard}
          />
          <ModeButton
            isText={isText}
            // What cannot be read cannot be shown as chips.
            isDisabled={isText && !where.ok}
            onPress={() => (isText ? setWantsText(false) : showText())}
          />
          {share}
        </span>
      </div>
      {hasContent && (
        <ContentFilter
          ref={content}
          draft={draft}
          error={dataError}
          onRemove={() => {
            setWantsContent(false)
            draft.apply({ data: '', type: '' })
            afterDrawing(() => (isText ? text.current?.focus() : chips.current?.focus()))
          }}
        />
      )}
      {/* The error stands where the result would: nothing below moves while one types. */}
      <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-3">
        <WhereMistake id={errorId} draft={draft} takesContent={takesContent} onRepair={repair} />
        {draft.isDirty && <UnrunLine isRunnable={isRunnable} />}
        {where.ok && !draft.isDirty && children}
      </div>
    </section>
  )
}

function WhereMistake({
  id,
  draft: { fields, reading },
  takesContent,
  onRepair,
}: {
  id: string
  draft: QueryDraft
  takesContent: boolean
  onRepair: (fields: Partial<QueryFields>) => void
}) {
  if (reading.where.ok) return null
  const { error } = reading.where
  return (
    <QueryError
      id={id}
      error={takesContent ? error : withoutContent(error)}
      text={fields.where}
      repairs={repairs(fields, 'where', error, { takesContent })}
      onRepair={onRepair}
    />
  )
}

/** Where there is no content filter, nothing can be moved to it. */
function withoutContent(error: WhereError): WhereError {
  if (!error.message.includes('content filter')) return error
  return { ...error, message: 'Paths into documents cannot be asked here, only attributes of units.' }
}

/** When React has drawn what was asked for, and whatever closes (the palette) has given the focus back. */
function afterDrawing(focus: () => void, framesLeft = 60): void {
  requestAnimationFrame(() => {
    const isCovered = document.querySelector('[role="dialog"], [role="menu"]') !== null
    if (isCovered && framesLeft > 0) afterDrawing(focus, framesLeft - 1)
    else requestAnimationFrame(() => requestAnimationFrame(focus))
  })
}
