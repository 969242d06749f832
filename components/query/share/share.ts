import type { UnitsSearch } from '#lib/url/search-params.ts'
import { callsOf } from '#lib/where/boolean/call-plan.ts'

type Query = Pick<UnitsSearch, 'where' | 'data' | 'type'> & { readonly computed?: string }

/** For POSIX shells: everything inside single quotes is literal, and a quote itself is `'\''`. @internal For tests. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * The whole query: the plain expression when it has only conditions on units, otherwise flags of `cub`. Conditions that
 * are computed here stand behind the others, where only Hubdeck understands them; flags can say no such query.
 */
export function queryText({ computed = '', ...query }: Query): string | undefined {
  const isPlain = query.data === '' && query.type === ''
  if (computed !== '' && !isPlain) return undefined
  return isPlain ? [query.where, computed].filter(Boolean).join(' AND ') : flagsOf(query).join(' ')
}

/**
 * The query as ConfigHub can be asked it: once, or once for each of its alternatives. None when nothing can match, or
 * when it is not valid or has conditions that are computed here: without them the answer would be another one.
 */
export function askedQueries(query: Query): readonly Query[] {
  if (query.computed) return []
  const calls = callsOf(query.where, 'Unit')
  return calls.ok ? calls.value.map((where) => ({ ...query, where })) : []
}

/** The requests behind the grid, a command each. They refer to the token by its variable, never by value. */
export function curlCommands(hubUrl: string, query: Query): string {
  return askedQueries(query)
    .map((asked) => curlCommand(hubUrl, asked))
    .join('\n')
}

function curlCommand(hubUrl: string, { where, data, type }: Query): string {
  const query = new URLSearchParams()
  if (where) query.set('where', where)
  if (data) query.set('where_data', data)
  if (type) query.set('resource_type', type)
  query.set('include', 'SpaceID,HeadRevisionNum')
  query.set('limit', '1000')
  return curlOf(`${hubUrl}/api/unit?${query}`)
}

export function cubCommands(query: Query): string {
  return askedQueries(query)
    .map((asked) => ['cub unit list --space "*"', ...flagsOf(asked)].join(' '))
    .join('\n')
}

/**
 * The same dry run of a function by `cub`. Undefined for a value that it would read as a flag: what follows the name of the
 * function is told apart by its place.
 */
export function cubFunctionCommands(
  query: Query,
  name: string,
  values: readonly string[],
): string | undefined {
  if (values.some((value) => value.startsWith('-'))) return undefined
  const call = [name, ...values.map(shellWord)]
  return askedQueries(query)
    .map((asked) =>
      ['cub function set --space "*"', ...flagsOf(asked), '--dry-run -o mutations', ...call].join(' '),
    )
    .join('\n')
}

/** The revisions that the activity shows, newest first; `where` names the window. */
export function revisionsCurlCommand(hubUrl: string, where: string): string {
  const query = new URLSearchParams({
    where,
    include: 'UserID,UnitID,SpaceID,Tags',
    order_by: 'DESC:CreatedAt',
    limit: '1000',
  })
  return curlOf(`${hubUrl}/api/revision?${query}`)
}

/** One line per unit, because `cub` lists the revisions of one unit at a time. `where` selects the window. */
export function revisionsCubCommand(
  units: readonly { readonly space: string; readonly unit: string }[],
  where: string,
): string {
  return units
    .map(
      ({ space, unit }) =>
        `cub revision list ${shellQuote(unit)} --space ${shellQuote(space)} --where ${shellQuote(where)}`,
    )
    .join('\n')
}

function shellWord(text: string): string {
  return /^[\w./:@][\w./:@=,+-]*$/.test(text) ? text : shellQuote(text)
}

function flagsOf({ where, data, type }: Query): string[] {
  return [
    where && `--where ${shellQuote(where)}`,
    data && `--where-data ${shellQuote(data)}`,
    type && `--resource-type ${shellQuote(type)}`,
  ].filter((flag) => flag !== '')
}

function curlOf(address: string): string {
  return `curl --fail --header "Authorization: Bearer $CONFIGHUB_TOKEN" ${shellQuote(address)}`
}
