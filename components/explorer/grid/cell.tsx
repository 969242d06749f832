import { Bot, Lock, Shield } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { type Comparison, differenceOf } from '#components/explorer/compare/comparison.ts'
import { cutToFit } from '#components/explorer/grid/fits.ts'
import { shortValue } from '#components/explorer/grid/short-value.ts'
import { DerivedMark } from '#components/ui/derived-mark.tsx'
import { isProtected } from '#components/ui/environment.tsx'
import { exactTime, relativeTime } from '#components/ui/time/relative-time.ts'
import { automationUserId } from '#lib/history/author.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { pending, unknown } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf, cellText, type NameOf, shownCell } from '#lib/rows/unit-columns.ts'
import { routes } from '#lib/url/routes.ts'

/** What cells are drawn from, the same for all of them. */
export type CellLook = {
  readonly table: RowTable
  readonly users: UsersById | undefined
  readonly nameOf: NameOf
  readonly comparison: Comparison | undefined
  /** UnitIDs that were opened or peeked at in this tab. */
  readonly seen: ReadonlySet<string>
  /** One clock for all times. */
  readonly now: number | undefined
}

/** What a cell shows. Few elements, if any: a thousand cells come by in a second of scrolling. */
export type DrawnCell = {
  readonly content: ReactNode
  /** What the content says where it is not a text itself, as far as it takes room. */
  readonly text?: string
  /** Pixels of the marks beside the text. */
  readonly marks?: number
  /** Classes of the cell itself. */
  readonly tone?: string
}

/** With a width, texts in the monospaced font are cut to what a cell of that width shows of them. */
export function drawCell(look: CellLook, row: number, column: GridColumn, width?: number): DrawnCell {
  const { table } = look
  const cells = cellsOf(table, column, column.id)
  const code = cells.codeAt(row)
  if (column.isUnread || code === pending) return { content: waiting }
  if (code === unknown) return { content: <Unknown reason={cells.reasons.get(row)} />, tone: muted }
  const value = cells.values[code]
  const text = value === undefined ? undefined : String(value)
  switch (column.kind) {
    case 'unit':
      return unit(look, row, width)
    case 'space':
      return { content: cut(text ?? '', width), tone: 'mono text-muted' }
    case 'environment':
      return environment(text, isDerived(table, row, 'environment'))
    case 'region':
      return { content: withMark(text ?? '–', isDerived(table, row, 'region')), tone: 'mono' }
    case 'revision':
      return { content: text === undefined ? '–' : `r${text}`, tone: 'mono' }
    case 'released':
      return released(table, row)
    case 'user':
      return person(text, look)
    case 'time':
      return { content: timeText(text, look.now) }
    case 'text': {
      const shown = cellText(value, column, look.nameOf) || '–'
      return marked(shown, differenceOf(look.comparison, column.id, row)?.phrase, shown)
    }
    case 'value': {
      const difference = differenceOf(look.comparison, column.id, row)
      return fromDocument(difference === undefined ? cells.shownText(code) : difference.own, {
        difference: difference?.phrase,
        isMasked: cells.masked.has(code),
        isNobodys: column.isNobodys === true,
        width,
      })
    }
    default:
      return column.kind satisfies never
  }
}

/** More than the cell has room for; drawn only where the pointer is. */
export function cellTitle(look: CellLook, row: number, column: GridColumn): string | undefined {
  const cells = cellsOf(look.table, column, column.id)
  const value = cells.valueAt(row)
  const difference = differenceOf(look.comparison, column.id, row)
  if (value === undefined) return cells.reasons.get(row) ?? difference?.phrase
  const text = String(value)
  if (column.kind === 'time') return `${exactTime(Date.parse(text))}\n${text}`
  if (column.kind === 'user') return look.users?.get(text)?.Username ?? text
  if (column.kind === 'released') return missingRelease(look.table, row)
  const whole = shownCell(cells, cells.codeAt(row), column, look.nameOf)
  return difference === undefined ? whole : `${difference.own ?? whole}, ${difference.phrase}`
}

function cut(text: string, width: number | undefined, marks = 0): string {
  return width === undefined ? text : cutToFit(text, width, marks)
}

const muted = 'text-muted'
/** At rest: each of a hundred that breathe would be a layer of its own. */
const waiting = <span aria-hidden className="inline-block h-3 w-12 rounded-sm bg-press" />

function Unknown({ reason }: { reason: string | undefined }) {
  return <>unknown{reason !== undefined && <span className="sr-only">: {reason}</span>}</>
}

function isDerived(table: RowTable, row: number, name: 'environment' | 'region'): boolean {
  return table.spaceOf(row)?.dimensions.derived[name] === true
}

/**
 * Enter on the row opens the unit, so it is no tab stop; the grid follows it when it is pressed. As in a list of mail,
 * what was seen is no longer bold.
 */
function unit({ table, seen }: CellLook, row: number, width: number | undefined): DrawnCell {
  const slug = table.sent('slug').textAt(row) ?? ''
  const text = cut(slug, width)
  const link = (
    <a
      tabIndex={-1}
      href={routes.unit(table.sent('space').textAt(row) ?? '', slug)}
      className="hover:text-accent hover:underline"
    >
      {text}
    </a>
  )
  if (!seen.has(table.ids[row] ?? '')) return { content: link, text, tone: 'mono font-medium' }
  return {
    content: (
      <>
        {link}
        <span className="sr-only">seen</span>
      </>
    ),
    text,
    tone: 'mono',
  }
}

/** Pixels of a mark and of the space beside it. */
const shieldWidth = 16
const botWidth = 17
const lockWidth = 17
const dotWidth = 12

function environment(name: string | undefined, isBySlug: boolean): DrawnCell {
  if (!isProtected(name)) return { content: withMark(name ?? '–', isBySlug), tone: muted }
  const shield = <Shield aria-hidden size={12} className="mr-1 inline-block align-[-0.1em] text-muted" />
  return {
    content: (
      <>
        {shield}
        {withMark(name ?? '–', isBySlug)}
      </>
    ),
    ...(!isBySlug && { text: name ?? '–', marks: shieldWidth }),
    tone: 'font-medium',
  }
}

function withMark(text: string, isBySlug: boolean): ReactNode {
  if (!isBySlug) return text
  return (
    <>
      {text} <DerivedMark />
    </>
  )
}

function person(userId: string | undefined, { users }: CellLook): DrawnCell {
  if (userId !== automationUserId) {
    return { content: userId !== undefined && users === undefined ? waiting : userName(userId, users) }
  }
  const text = userName(userId, users)
  return {
    content: (
      <>
        <Bot aria-hidden size={13} className="mr-1 inline-block align-[-0.1em] text-muted" />
        {text}
      </>
    ),
    text,
    marks: botWidth,
  }
}

function timeText(at: string | undefined, now: number | undefined): string {
  const time = at ? Date.parse(at) : Number.NaN
  if (Number.isNaN(time)) return '–'
  return now === undefined ? exactTime(time, 'UTC') : relativeTime(time, now)
}

/** The dot marks a newest revision that is not released; the text for screen readers says so. */
function released(table: RowTable, row: number): DrawnCell {
  const number = table.sent('released').numberAt(row)
  const text = number ? `r${number}` : 'never'
  const missing = missingRelease(table, row)
  if (missing === undefined) return { content: text, tone: 'mono text-muted' }
  return {
    content: (
      <>
        <Dot className="bg-attention" />
        {text}
        <span className="sr-only">{missing}</span>
      </>
    ),
    text,
    marks: dotWidth,
    tone: 'mono text-attention',
  }
}

function missingRelease(table: RowTable, row: number): string | undefined {
  const head = table.sent('head').numberAt(row)
  const number = table.sent('released').numberAt(row)
  if (head === undefined || head === number) return undefined
  return number ? `r${head} is not released` : 'Never released'
}

/** A value from inside a document, or that the document has none. */
function fromDocument(
  value: string | undefined,
  {
    difference,
    isMasked,
    isNobodys,
    width,
  }: {
    difference: string | undefined
    isMasked: boolean
    isNobodys: boolean
    width: number | undefined
  },
): DrawnCell {
  if (value === undefined)
    return isNobodys
      ? { content: 'no unit has this', tone: 'text-faint text-xs' }
      : { ...marked(absentMark, difference, '–'), tone: muted }
  const marks = (isMasked ? lockWidth : 0) + (difference === undefined ? 0 : dotWidth)
  const text = cut(shortValue(value), width, marks)
  const lock = <Lock aria-hidden size={11} className="mr-1.5 inline-block align-[-0.1em] text-muted" />
  const content = isMasked ? (
    <>
      {lock}
      {text}
    </>
  ) : (
    text
  )
  return {
    ...marked(content, difference, text),
    marks,
    tone: difference === undefined ? 'mono' : 'mono font-bold',
  }
}

/** A cell that differs from what the rows are compared with has a dot; the text for screen readers says from what. */
function marked(content: ReactNode, difference: string | undefined, text: string): DrawnCell {
  if (difference === undefined) return { content, text }
  return {
    content: (
      <>
        <Dot className="bg-changed" />
        <span className="sr-only">{difference}; </span>
        {content}
      </>
    ),
    text,
    marks: dotWidth,
  }
}

const absentMark = (
  <>
    –<span className="sr-only">absent</span>
  </>
)

function Dot({ className }: { className: string }) {
  return (
    <span aria-hidden className={`mr-1.5 inline-block size-1.5 rounded-full align-[0.15em] ${className}`} />
  )
}
