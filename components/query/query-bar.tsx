'use client'

import { CornerDownLeft, ListFilter, TextCursorInput } from 'lucide-react'
import { type ReactNode, type RefObject, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { Chips, type ChipsHandle } from '#components/query/chips.tsx'
import { ContentFilter } from '#components/query/content-filter.tsx'
import type { QueryDraft } from '#components/query/query-draft.ts'
import { QueryError } from '#components/query/query-error.tsx'
import { QueryText, type QueryTextHandle } from '#components/query/query-text.tsx'
import { repairs } from '#components/query/repairs.ts'
import { ShareMenu } from '#components/query/share-menu.tsx'
import { suggestWhere } from '#components/query/suggest.ts'
import { Button } from '#components/ui/button.tsx'
import type { UnitsSearch } from '#lib/url/search-params.ts'
import type { KnownValues } from '#lib/where/complete.ts'

export type QueryBarHandle = { readonly focusText: () => void; readonly addFilter: () => void }

/** One query, as chips or as text; the result of it stands below as `children`. */
export function QueryBar({
  ref,
  draft,
  applied,
  known,
  takesContent = true,
  children,
}: {
  ref: RefObject<QueryBarHandle | null>
  draft: QueryDraft
  applied: Pick<UnitsSearch, 'where' | 'data' | 'type'>
  /** Offered while typing. */
  known: KnownValues
  /** Whether the page can ask for content (`where_data`) too. */
  takesContent?: boolean
  children?: ReactNode
}) {
  const errorId = useId()
  const text = useRef<QueryTextHandle>(null)
  const chips = useRef<ChipsHandle>(null)
  const [wantsText, setWantsText] = useState(false)
  const [wantsContent, setWantsContent] = useState(false)
  const { where, dataError } = draft.reading
  // Chips can only show what can be read; anything else stays as the text it is.
  const isText = wantsText || !where.ok
  const suggest = useMemo(() => suggestWhere(known), [known])
  const hasContent = wantsContent || draft.fields.data !== '' || draft.fields.type !== ''

  const showText = () => {
    setWantsText(true)
    requestAnimationFrame(() => text.current?.focus())
  }
  useImperativeHandle(ref, () => ({
    focusText: showText,
    addFilter: () => {
      if (!where.ok) return showText()
      setWantsText(false)
      requestAnimationFrame(() => chips.current?.addFilter())
    },
  }))
  const run = () => {
    draft.apply()
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
            onChange={(next) => draft.edit({ where: next })}
            onRun={run}
            onCancel={() => {
              if (!draft.isDirty) setWantsText(false)
            }}
          />
        ) : (
          <Chips
            ref={chips}
            where={where.value}
            known={known}
            onEditText={showText}
            hasContent={hasContent}
            onChange={(next) => draft.apply({ where: next })}
            onAddContent={takesContent ? () => setWantsContent(true) : undefined}
          />
        )}
        <span className="flex shrink-0 items-center gap-1.5 max-sm:justify-end">
          {draft.isDirty && (
            <Button variant="primary" size="sm" isDisabled={!draft.reading.isRunnable} onPress={run}>
              Run
              <CornerDownLeft aria-hidden size={13} />
            </Button>
          )}
          <ModeButton
            isText={isText}
            // What cannot be read cannot be shown as chips.
            isDisabled={isText && !where.ok}
            onPress={() => (isText ? setWantsText(false) : showText())}
          />
          <ShareMenu query={applied} />
        </span>
      </div>
      {hasContent && (
        <ContentFilter
          draft={draft}
          error={dataError}
          onRemove={() => {
            setWantsContent(false)
            draft.apply({ data: '', type: '' })
          }}
        />
      )}
      {/* The error stands where the result would: nothing below moves while one types. */}
      <div className="flex min-h-7 min-w-0 items-center">
        {where.ok ? (
          children
        ) : (
          <QueryError
            id={errorId}
            error={where.error}
            text={draft.fields.where}
            repairs={repairs(draft.fields, where.error)}
            onRepair={(fields) => draft.apply(fields)}
          />
        )}
      </div>
    </section>
  )
}

function ModeButton({
  isText,
  isDisabled,
  onPress,
}: {
  isText: boolean
  isDisabled: boolean
  onPress: () => void
}) {
  return (
    <Button size="sm" aria-pressed={isText} isDisabled={isDisabled} onPress={onPress}>
      {isText ? <ListFilter aria-hidden size={14} /> : <TextCursorInput aria-hidden size={14} />}
      {isText ? 'Chips' : 'Text'}
    </Button>
  )
}
