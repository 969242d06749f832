'use client'

import { type LucideIcon, X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { QueryError } from '#components/query/query-error.tsx'
import type { QueryDraft } from '#components/query/query-reading.ts'
import { QueryText, type QueryTextHandle, type QueryTextProps } from '#components/query/query-text.tsx'
import { repairs, type WrongField } from '#components/query/repairs.ts'
import { Button } from '#components/ui/button.tsx'
import type { WhereError } from '#lib/where/ast.ts'
import type { QueryTexts } from '#lib/where/boolean/query-chips.ts'

/** A line of the query beside its text: what it is about, its fields, a way to remove it, and what is wrong with it. */
export function QueryPart({
  Icon,
  title,
  name,
  field,
  fieldRef,
  draft,
  error,
  errorId,
  isEmpty,
  onRemove,
  children,
}: {
  Icon: LucideIcon
  title: string
  /** As it is called after "Remove". */
  name: string
  field: WrongField
  fieldRef: RefObject<QueryTextHandle | null>
  draft: QueryDraft
  error: WhereError | undefined
  errorId: string
  isEmpty: boolean
  onRemove: () => void
  children: ReactNode
}) {
  return (
    <>
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <span className="flex h-8 shrink-0 items-center gap-1.5 text-muted text-xs">
          <Icon aria-hidden size={14} />
          <span className="max-sm:sr-only">{title}</span>
        </span>
        {children}
        <Button
          variant="quiet"
          size="icon"
          aria-label={`Remove ${name}`}
          isDisabled={isEmpty}
          onPress={onRemove}
        >
          <X aria-hidden size={15} />
        </Button>
      </div>
      {error && (
        <QueryError
          id={errorId}
          error={error}
          text={draft.fields[field] ?? ''}
          repairs={repairs(draft.fields, field, error, { takesContent: true })}
          onRepair={(fields) => {
            draft.apply(fields)
            // The pressed button disappears together with the error, so the focus has to move.
            fieldRef.current?.focus()
          }}
        />
      )}
    </>
  )
}

/** A field of the query beside its text. */
export function PartText({
  draft,
  field,
  error,
  errorId,
  ...rest
}: Pick<QueryTextProps, 'ref' | 'label' | 'placeholder' | 'suggest' | 'onCursor' | 'onLeave'> & {
  draft: QueryDraft
  field: keyof QueryTexts
  error?: WhereError | undefined
  errorId?: string
}) {
  return (
    <QueryText
      {...rest}
      value={draft.fields[field] ?? ''}
      error={error?.span}
      errorId={error ? errorId : undefined}
      onChange={(text) => draft.edit({ [field]: text })}
      isDirty={draft.isDirty}
      onRun={() => {
        draft.apply()
      }}
      onDiscard={draft.revert}
    />
  )
}
