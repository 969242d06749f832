import type { NewView } from '#lib/confighub/client.ts'
import type { View, ViewColumn } from '#lib/confighub/schema/entities.ts'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import type { Look } from '#lib/rows/views/look.ts'

type Source = NonNullable<ViewColumn['ColumnSource']>
type Shown = Pick<NewView, 'Columns' | 'GroupBy' | 'OrderBy' | 'OrderByDirection'>

const labelPattern = /^(?:Space\.)?Labels\.[\w./-]{1,128}$/
/** A resource type and a path whose writing leaves no doubt. */
const pathPattern = /^(\*|[\w.-]+(?:\/[\w.-]+){0,2}) ([\w*~-]+(?:\.[\w*~-]+)*)$/
const typePattern = /^ConfigHub\.ResourceType = '([^']+)'$/
/** What ConfigHub takes at most is not known; the embedded hub takes these. */
const maxName = 128
const mostColumns = 100

/** What ConfigHub's own View says of a look, for `cub` and others: as much as its columns can. */
export function shownOf({ cols, group, sort }: Look): Shown {
  const columns = cols
    .flatMap((id) => (id.length > maxName ? [] : (columnOf(id) ?? [])))
    .slice(0, mostColumns)
  const has = (name: string) => columns.some(({ Name }) => Name === name)
  const [first = ''] = sort.split(',')
  const isDescending = first.startsWith('-')
  const ordered = isDescending ? first.slice(1) : first
  const [outermost = ''] = group
  return {
    Columns: columns,
    GroupBy: has(outermost) ? outermost : '',
    OrderBy: has(ordered) ? ordered : '',
    OrderByDirection: isDescending && has(ordered) ? 'DESC' : 'ASC',
  }
}

/** What a View shows as ids of columns, and the names of those that the grid cannot show. */
export function shownBy({ Columns, GroupBy, OrderBy, OrderByDirection }: View | Shown): {
  readonly cols: string[]
  readonly group: string[]
  readonly sort: string
  readonly unknown: readonly string[]
} {
  const columns = (Columns ?? []).map((column) => ({ name: column.Name, id: idOf(column) }))
  const named = (name = '') => columns.find((column) => column.name === name)?.id
  const [group, order] = [named(GroupBy), named(OrderBy)]
  return {
    cols: columns.flatMap(({ id }) => id ?? []),
    group: group === undefined ? [] : [group],
    sort: order === undefined ? '' : `${OrderByDirection === 'DESC' ? '-' : ''}${order}`,
    unknown: columns.flatMap(({ name, id }) => (id === undefined ? [name] : [])),
  }
}

function columnOf(id: string): NewView['Columns'][number] | undefined {
  const metadata = metadataColumns.find((column) => column.id === id)
  const attribute = labelPattern.test(id) ? id : metadata?.attribute
  if (attribute !== undefined)
    return {
      Name: id,
      ColumnType: 'MetadataAttribute',
      DataType: metadata?.holds === 'number' ? 'int' : 'string',
      ColumnSource: { MetadataAttribute: attribute },
    }
  const [, type, path] = pathPattern.exec(id) ?? []
  if (type === undefined || path === undefined) return undefined
  const of = type === '*' ? {} : { WhereResource: `ConfigHub.ResourceType = '${type}'` }
  return { Name: id, ColumnType: 'DataPath', ColumnSource: { DataPath: { Path: path, ...of } } }
}

function idOf({ ColumnSource = {} }: ViewColumn | NewView['Columns'][number]): string | undefined {
  const { MetadataAttribute: attribute, DataPath: data }: Source = ColumnSource
  if (attribute !== undefined) {
    if (labelPattern.test(attribute)) return attribute
    return metadataColumns.find((column) => column.attribute === attribute)?.id
  }
  if (data === undefined) return undefined
  if (!data.WhereResource) return `* ${data.Path}`
  const type = typePattern.exec(data.WhereResource)?.[1]
  return type === undefined ? undefined : `${type} ${data.Path}`
}
