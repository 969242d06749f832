import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type Comparison, differenceOf } from '#components/explorer/compare/comparison.ts'
import { DifferenceMark, ValueContent, withDifference } from '#components/explorer/grid/value-cell.tsx'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { Environment } from '#components/ui/environment.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TimeAt } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import type { UsersById } from '#lib/history/user-name.ts'
import { pending, unknown } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf, cellText, type NameOf } from '#lib/rows/unit-columns.ts'
import { routes } from '#lib/url/routes.ts'

/** What cells are drawn from, the same for all of them. */
export type CellLook = {
  readonly table: RowTable
  readonly users: UsersById | undefined
  readonly nameOf: NameOf
  readonly comparison: Comparison | undefined
  /** One clock for all times. */
  readonly now: number | undefined
}

type CellProps = { look: CellLook; row: number; column: GridColumn }

export function CellContent(props: CellProps) {
  const { look, row, column } = props
  const { table } = look
  const cells = cellsOf(table, column, column.id)
  const code = cells.codeAt(row)
  if (column.isUnread || code === pending) return <Skeleton className="h-3 w-12" />
  if (code === unknown) return <span className="text-muted">unknown</span>
  const value = cells.values[code]
  const text = value === undefined ? undefined : String(value)
  switch (column.kind) {
    case 'unit':
      return <UnitLink {...props} />
    case 'space':
      return (
        <span className="mono truncate text-muted" title={text}>
          {text}
        </span>
      )
    case 'environment':
      return <Environment name={text} isDerived={isDerived(table, row, 'environment')} />
    case 'region':
      return (
        <span className="inline-flex min-w-0 items-center gap-1">
          <span className="mono truncate">{text ?? '–'}</span>
          {isDerived(table, row, 'region') && <DerivedMark />}
        </span>
      )
    case 'revision':
      return <span className="mono">{text === undefined ? '–' : `r${text}`}</span>
    case 'released':
      return <Released {...props} />
    case 'user':
      return <UserName userId={text} users={look.users} />
    case 'time':
      return <TimeAt at={text} now={look.now} className="truncate" />
    case 'text':
      return (
        <PlainText
          text={cellText(value, column, look.nameOf)}
          difference={differenceOf(look.comparison, column.id, row)}
        />
      )
    case 'value':
      return (
        <ValueContent
          text={text}
          isMasked={cells.masked.has(code)}
          difference={differenceOf(look.comparison, column.id, row)}
          isNobodys={column.isNobodys === true}
        />
      )
    default:
      return column.kind satisfies never
  }
}

function isDerived(table: RowTable, row: number, name: 'environment' | 'region'): boolean {
  return table.spaceOf(row)?.dimensions.derived[name] === true
}

/** Enter on the row opens the unit, so it is no tab stop; the grid follows it when it is pressed. */
function UnitLink({ look: { table }, row }: CellProps) {
  const slug = table.sent('slug').textAt(row) ?? ''
  return (
    <a
      tabIndex={-1}
      href={routes.unit(table.sent('space').textAt(row) ?? '', slug)}
      className="mono truncate font-medium hover:text-accent hover:underline"
    >
      {slug}
    </a>
  )
}

function PlainText({ text, difference }: { text: string; difference: string | undefined }) {
  return (
    <>
      <DifferenceMark difference={difference} />
      <span className="truncate" title={withDifference(text, difference)}>
        {text || '–'}
      </span>
    </>
  )
}

/** The dot marks a newest revision that is not released; the title and the text for screen readers say so. */
function Released({ look: { table }, row }: CellProps) {
  const head = table.sent('head').numberAt(row)
  const released = table.sent('released').numberAt(row)
  const text = released ? `r${released}` : 'never'
  if (head === undefined || head === released) return <span className="mono text-muted">{text}</span>
  const missing = released ? `r${head} is not released` : 'Never released'
  return (
    <span title={missing} className="mono inline-flex items-center gap-1.5 text-attention">
      <span aria-hidden className="size-1.5 rounded-full bg-attention" />
      {text}
      <span className="sr-only">{missing}</span>
    </span>
  )
}
