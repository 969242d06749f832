import { Lock } from 'lucide-react'
import Link from 'next/link'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import type { CellValue, UnitRow } from '#components/explorer/columns/unit-row.ts'
import { classNames } from '#components/ui/class-names.ts'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { Environment } from '#components/ui/environment.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { UserName, type UsersById } from '#components/ui/user-name.tsx'
import { routes } from '#lib/url/routes.ts'

export type CellContentProps = {
  row: UnitRow
  column: GridColumn
  users: UsersById | undefined
  /** The cell differs from most rows. */
  isDifferent: boolean
}

export function CellContent({ row, column, users, isDifferent }: CellContentProps) {
  if (column.isUnread) return <Skeleton className="h-3 w-12" />
  switch (column.kind) {
    case 'unit':
      return (
        // Enter on the row opens the unit. A link in each row would add thousands of tab stops and prefetched pages.
        <Link
          tabIndex={-1}
          prefetch={false}
          href={routes.unit(row.spaceSlug, row.slug)}
          className="mono truncate font-medium hover:text-accent hover:underline"
        >
          {row.slug}
        </Link>
      )
    case 'space':
      return (
        <span className="mono truncate text-muted" title={row.spaceSlug}>
          {row.spaceSlug}
        </span>
      )
    case 'environment':
      return <Environment name={row.environment} isDerived={row.derived.environment} />
    case 'region':
      return (
        <span className="inline-flex min-w-0 items-center gap-1">
          <span className="mono truncate">{row.region ?? '–'}</span>
          {row.derived.region && <DerivedMark />}
        </span>
      )
    case 'revision':
      return <span className="mono">{row.head === undefined ? '–' : `r${row.head}`}</span>
    case 'released':
      return <Released row={row} />
    case 'user':
      return <UserName userId={row.changedById} users={users} />
    case 'time':
      return <Time at={row.changedAt} className="truncate" />
    case 'text':
      return <PlainText text={column.text(row, users)} />
    case 'value':
      return (
        <Value
          value={row.values[column.valueIndex ?? -1]}
          isDifferent={isDifferent}
          isNobodys={column.isNobodys === true}
        />
      )
    default:
      return column.kind satisfies never
  }
}

function PlainText({ text }: { text: string }) {
  return (
    <span className="truncate" title={text}>
      {text || '–'}
    </span>
  )
}

/** The dot marks a newest revision that is not released; the title and the text for screen readers say so. */
function Released({ row }: { row: UnitRow }) {
  const text = row.released ? `r${row.released}` : 'never'
  if (!row.isUnreleased) return <span className="mono text-muted">{text}</span>
  const missing = row.released ? `r${row.head} is not released` : 'Never released'
  return (
    <span title={missing} className="mono inline-flex items-center gap-1.5 text-attention">
      <span aria-hidden className="size-1.5 rounded-full bg-attention" />
      {text}
      <span className="sr-only">{missing}</span>
    </span>
  )
}

function Value({
  value,
  isDifferent,
  isNobodys,
}: {
  value: CellValue | undefined
  isDifferent: boolean
  isNobodys: boolean
}) {
  switch (value?.kind) {
    case 'value':
      return (
        <span
          title={value.text}
          className={classNames('mono inline-flex min-w-0 items-center gap-1.5', isDifferent && 'font-bold')}
        >
          {isDifferent && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-changed" />}
          {value.isMasked && <Lock aria-hidden size={11} className="shrink-0 text-muted" />}
          <span className="truncate">{shortValue(value.text)}</span>
          {isDifferent && <span className="sr-only">differs from most rows</span>}
        </span>
      )
    case 'loading':
      return <Skeleton className="h-3 w-12" />
    case 'unknown':
      return <span className="text-muted">unknown</span>
    default:
      if (isNobodys) return <span className="text-faint text-xs">no unit has this</span>
      return (
        <span className="text-muted">
          {isDifferent && (
            <span aria-hidden className="mr-1.5 inline-block size-1.5 rounded-full bg-changed" />
          )}
          –<span className="sr-only">{isDifferent ? 'absent, differs from most rows' : 'absent'}</span>
        </span>
      )
  }
}

/** Images differ at their end, so the end is shown. Titles, copies and exports have the whole text. */
export function shortValue(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash > 0 && text.includes(':', slash) && !text.includes(' ') ? `…${text.slice(slash)}` : text
}
