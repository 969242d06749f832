'use client'

import { type ReactNode, type RefObject, useId } from 'react'
import { Chips } from '#components/query/chips/chips.tsx'
import { UnreadChips } from '#components/query/chips/unread-chips.tsx'
import { usePasted } from '#components/query/pasted/use-pasted.ts'
import { DraftButtons, ModeButton } from '#components/query/query-buttons.tsx'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { QueryRemarks } from '#components/query/query-remarks.tsx'
import {
  type BarFocus,
  type Focusable,
  type QueryBarHandle,
  useBarFocus,
} from '#components/query/use-bar-focus.ts'
import { language } from '#components/query/use-reading.ts'
import { lazily } from '#components/ui/lazily.tsx'
import type { QueryChip } from '#lib/where/boolean/query-chips.ts'
import type { KnownValues } from '#lib/where/complete.ts'

const WhereText = lazily('WhereText', () => import('#components/query/later.ts'))
const ContentFilter = lazily('ContentFilter', () => import('#components/query/later.ts'))
const ComputedFilter = lazily('ComputedFilter', () => import('#components/query/later.ts'))

/** The fields are there before they are shown, so that the focus finds them. */
const loadFields = () =>
  Promise.all([language.load(), WhereText.load(), ContentFilter.load(), ComputedFilter.load()])

/** The query, as chips or as text, with its result below as `children`. */
export function QueryBar({
  ref,
  draft,
  known,
  takesContent = true,
  share,
  leaveTo,
  children,
}: {
  ref: RefObject<QueryBarHandle | null>
  draft: QueryDraft
  /** Suggestions while typing. */
  known: KnownValues
  /** Whether the page also supports the content filter (`where_data`), and conditions that are computed here. */
  takesContent?: boolean
  /** How the query can be shared. */
  share: ReactNode
  /** What takes the focus when Escape leaves the text, as long as it is there; otherwise the chips do. */
  leaveTo?: RefObject<Focusable | null>
  children?: ReactNode
}) {
  const { query, chips, dataError, isRead } = draft.reading
  const bar = useBarFocus(ref, query !== undefined || !isRead, { loadFields, leaveTo })
  const errorId = useId()
  const discard = () => {
    draft.revert()
    if (bar.isText) bar.showText()
    else bar.focusQuery()
  }
  const typing = { bar, draft: typedIn(draft, bar), onRun: () => draft.apply(), onDiscard: discard }
  const pasted = usePasted(draft, takesContent)
  return (
    <section
      aria-label="Query"
      className="flex shrink-0 flex-col gap-1.5 border-line border-b bg-surface px-3 py-2"
    >
      <div className="flex items-start gap-2 max-sm:flex-wrap max-sm:gap-1.5">
        {!isRead && !bar.isText && <UnreadChips language={language} />}
        {bar.isText && (
          <WhereText
            {...typing}
            known={known}
            errorId={errorId}
            // A text of another tool is not wrong at one place.
            isForeign={pasted.offer !== undefined}
            onUndo={pasted.undo?.run}
          />
        )}
        {query !== undefined && !bar.isText && (
          <Chips
            ref={bar.chips}
            query={query}
            chips={chips}
            known={known}
            takesContent={takesContent}
            onEditText={showFieldOf(bar)}
            onChange={draft.apply}
          />
        )}
        <BarButtons {...typing}>{share}</BarButtons>
      </div>
      {bar.isText && takesContent && (
        <ContentFilter
          ref={bar.content}
          draft={typing.draft}
          error={dataError}
          onLeave={bar.leave}
          onRemove={() => {
            draft.apply({ data: '', type: '' })
            bar.showText()
          }}
        />
      )}
      {bar.isText && takesContent && (
        <ComputedFilter
          ref={bar.computed}
          draft={typing.draft}
          onLeave={bar.leave}
          onRemove={() => {
            draft.apply({ computed: '' })
            bar.showText()
          }}
        />
      )}
      <QueryRemarks
        id={errorId}
        draft={draft}
        pasted={pasted}
        takesContent={takesContent}
        onTextChange={bar.showText}
      >
        {children}
      </QueryRemarks>
    </section>
  )
}

/** The focus is in the field that is edited, which therefore stays. */
function typedIn(draft: QueryDraft, { stayText }: BarFocus): QueryDraft {
  return {
    ...draft,
    edit: (change) => {
      stayText()
      draft.edit(change)
    },
  }
}

function showFieldOf({ showContent, showComputed, showText }: BarFocus) {
  return (on: QueryChip['on']) => {
    if (on === 'content') showContent()
    else if (on === 'computed') showComputed()
    else showText()
  }
}

function BarButtons({
  bar,
  draft,
  onRun,
  onDiscard,
  children,
}: {
  bar: BarFocus
  draft: QueryDraft
  onRun: () => void
  onDiscard: () => void
  children: ReactNode
}) {
  return (
    <span className="flex min-h-8 shrink-0 items-center gap-1.5 max-sm:ml-auto">
      <DraftButtons
        draft={draft}
        onRun={() => {
          onRun()
          if (bar.isText) bar.showText()
        }}
        onDiscard={onDiscard}
      />
      <ModeButton
        isText={bar.isText}
        // An invalid query cannot be shown as chips.
        isDisabled={draft.reading.query === undefined}
        onPress={bar.isText ? bar.showChips : bar.showText}
      />
      {children}
    </span>
  )
}
