import type { QueryFields } from '#components/query/query-fields.ts'
import type { WhereError, WhereResult } from '#lib/where/ast.ts'
import type { Conditions } from '#lib/where/boolean/conditions.ts'
import type { Query, QueryTexts } from '#lib/where/boolean/query-chips.ts'
import type { ShownChip } from '#lib/where/subjects/shown-chips.ts'

/** What the texts of a query say. Plain data: the server reads the query of an address and sends this with the page. */
export type QueryReading = {
  /** What was read. */
  readonly fields: QueryFields
  /** Not so while the language is still to come; then nothing else is known. */
  readonly isRead: boolean
  readonly where: WhereResult<Conditions>
  readonly dataError: WhereError | undefined
  readonly computedError: WhereError | undefined
  /** The query as its parts, when every text is valid. */
  readonly query: Query | undefined
  /** The same parts in words. */
  readonly chips: readonly ShownChip[]
  /** The parts to send to the server. An invalid text is never sent, not even in part. */
  readonly isRunnable: boolean
  /** The canonical form, so that the same query as chips and as text leads to the same address. */
  readonly canonical: QueryTexts | undefined
}

/** The text being edited, beside the query of the address. */
export type QueryDraft = {
  readonly fields: QueryFields
  readonly reading: QueryReading
  /** There are edits that the grid does not reflect yet. */
  readonly isDirty: boolean
  readonly edit: (change: Partial<QueryFields>) => void
  readonly revert: () => void
  /** Runs the edited text, or what `change` makes of it; what is not valid stays to be edited. */
  readonly apply: (change?: Partial<QueryFields>) => void
}

/** Until the language is there. */
export function unread(fields: QueryFields): QueryReading {
  return {
    fields,
    isRead: false,
    where: { ok: true, value: { entity: 'Unit', all: [] } },
    dataError: undefined,
    computedError: undefined,
    query: undefined,
    chips: [],
    isRunnable: false,
    canonical: undefined,
  }
}
