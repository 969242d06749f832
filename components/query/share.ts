import type { UnitsSearch } from '#lib/url/search-params.ts'

type Query = Pick<UnitsSearch, 'where' | 'data' | 'type'>

/** POSIX shells: nothing inside single quotes means anything, and a quote itself is `'\''`. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The call the grid makes, for a terminal. The token is named, never written out. */
export function curlCommand(hubUrl: string, { where, data, type }: Query): string {
  const query = new URLSearchParams()
  if (where) query.set('where', where)
  if (data) query.set('where_data', data)
  if (type) query.set('resource_type', type)
  query.set('include', 'SpaceID,HeadRevisionNum')
  query.set('limit', '1000')
  return `curl --fail --header "Authorization: Bearer $CONFIGHUB_TOKEN" ${shellQuote(`${hubUrl}/api/unit?${query}`)}`
}

export function cubCommand({ where, data, type }: Query): string {
  return [
    'cub unit list --space "*"',
    where && `--where ${shellQuote(where)}`,
    data && `--where-data ${shellQuote(data)}`,
    type && `--resource-type ${shellQuote(type)}`,
  ]
    .filter(Boolean)
    .join(' ')
}
