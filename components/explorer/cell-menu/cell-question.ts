import { dimensionCondition, type GivenBy } from '#components/explorer/cell-menu/dimension-condition.ts'
import type { GridColumn } from '#components/explorer/columns/grid-column.ts'
import { holdsMasks } from '#components/ui/masked-note.tsx'
import { unreachable } from '#lib/base/unreachable.ts'
import { absent, isUnread } from '#lib/rows/column.ts'
import type { RowTable } from '#lib/rows/row-table.ts'
import { cellsOf } from '#lib/rows/unit-columns.ts'

/** Conditions on units for a cell: one that holds where the same is shown, and its opposite; or why there is none. */
export type CellQuestion =
  | {
      readonly kind: 'conditions'
      readonly is: string
      readonly isNot: string
      /** What they ask, where it is more or less than what the cell shows. */
      readonly note?: string
    }
  | { readonly kind: 'none'; readonly reason: string }

/** What a cell of metadata can be asked for. */
export function cellQuestion(table: RowTable, row: number, column: GridColumn): CellQuestion {
  const cells = cellsOf(table, column, column.id)
  const code = cells.codeAt(row)
  if (column.isUnread || isUnread(code)) return none('The value was not read, so it is unknown.')
  const value = code === absent ? undefined : cells.values[code]
  const text = value === undefined ? undefined : String(value)
  if (text !== undefined && holdsMasks(text)) return none(secret)
  if (text !== undefined && /['"\\\p{Cc}]/u.test(text)) return none(unwritable)
  if (text !== undefined && text.length > maxLength)
    return none(`A condition takes at most ${maxLength} characters.`)
  switch (column.cells) {
    case 'slug':
      return equals('Slug', text)
    case 'space':
      return equals('Space.Slug', text)
    case 'environment':
    case 'region':
      return {
        kind: 'conditions',
        ...dimensionCondition(column.cells, text, givenBy(table, column.cells, text)),
      }
    case 'continent':
      return orUnset('Space.Labels.Continent', text)
    case 'label':
    case 'spaceLabel':
      return orUnset(column.id, text)
    case 'head':
      return compared('HeadRevisionNum', text)
    case 'released':
      // A unit that was never released has the number 0.
      return compared('LastReleasedRevisionNum', text ?? '0')
    case 'changedBy':
      return equals('HeadRevision.UserID', text)
    case 'changedAt':
      return since(text)
    case 'description':
      return equals('LastChangeDescription', text ?? '')
    case 'behind':
      return behind(text)
    case 'checks':
      return none('Checks are counted here, and ConfigHub counts those that passed again among them.')
    case 'hash':
      return equals('DataHash', text)
    case 'spaceId':
    case 'labels':
    case 'value':
      return none('No condition asks for this column.')
    default:
      return unreachable(column.cells)
  }
}

/** The longest text that a condition takes (contract 6.1). */
const maxLength = 255
export const secret = 'The value is a secret, which no query may hold.'
export const unwritable =
  'This value contains quotes, a backslash or a line break, which a query cannot express.'

function none(reason: string): CellQuestion {
  return { kind: 'none', reason }
}

function equals(attribute: string, text: string | undefined): CellQuestion {
  if (text === undefined)
    return none('ConfigHub always has this value; without it there is nothing to ask for.')
  return { kind: 'conditions', is: `${attribute} = '${text}'`, isNot: `${attribute} != '${text}'` }
}

function compared(attribute: string, digits: string | undefined): CellQuestion {
  if (digits === undefined) return none('The number is not known.')
  return { kind: 'conditions', is: `${attribute} = ${digits}`, isNot: `${attribute} != ${digits}` }
}

/** Where the value is not set, a comparison would be unknown and leave the unit out. */
function orUnset(attribute: string, text: string | undefined): CellQuestion {
  if (text === undefined)
    return { kind: 'conditions', is: `${attribute} IS NULL`, isNot: `${attribute} IS NOT NULL` }
  return {
    kind: 'conditions',
    is: `${attribute} = '${text}'`,
    isNot: `${attribute} != '${text}' IS NOT FALSE`,
  }
}

function since(time: string | undefined): CellQuestion {
  if (time === undefined) return none('When it was changed is not known.')
  // ConfigHub keeps finer times than it tells here, so equality would miss the unit itself.
  const at = new Date(time).toISOString()
  return {
    kind: 'conditions',
    is: `HeadRevision.CreatedAt >= '${at}'`,
    isNot: `HeadRevision.CreatedAt < '${at}'`,
    note: 'Changed then or later; the opposite is earlier',
  }
}

function behind(text: string | undefined): CellQuestion {
  const [head, merged] = ['UpstreamUnit.HeadRevisionNum', 'UpstreamRevisionNum']
  if (text === undefined)
    return { kind: 'conditions', is: 'UpstreamUnitID IS NULL', isNot: 'UpstreamUnitID IS NOT NULL' }
  const [isLevel, isBehind] = [`${merged} >= ${head}`, `${merged} < ${head}`]
  return Number(text) <= 0
    ? { kind: 'conditions', is: isLevel, isNot: isBehind }
    : { kind: 'conditions', is: isBehind, isNot: isLevel, note: 'Behind by any number of revisions' }
}

/** As far as the Spaces are known, which are all that one may see. */
function givenBy(table: RowTable, name: 'environment' | 'region', value: string | undefined): GivenBy {
  const ways = new Set<boolean>()
  for (const { dimensions } of table.spaces())
    if (dimensions[name] === value) ways.add(dimensions.derived[name])
  if (ways.size === 2) return 'either'
  return ways.has(true) ? 'slug' : 'label'
}
