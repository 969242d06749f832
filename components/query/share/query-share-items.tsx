'use client'

import { useQuery } from '@tanstack/react-query'
import type { QueryFields } from '#components/query/query-fields.ts'
import { askedQueries, cubCommands, curlCommands, queryText } from '#components/query/share/share.ts'
import { ShareItems } from '#components/query/share/share-items.tsx'
import { plural } from '#lib/base/plural.ts'
import { sessionQuery } from '#lib/queries/session.ts'

/** Everything in which a query over units can be copied. */
export function QueryShareItems({ query }: { query: QueryFields }) {
  const { data: session } = useQuery(sessionQuery())
  const hub = session?.hub.url
  const { computed = '' } = query
  const isEverything = query.where === '' && query.data === '' && query.type === '' && computed === ''
  const text = isEverything ? undefined : queryText(query)
  const hasContent = query.data !== '' || query.type !== ''
  const commands = askedQueries(query).length
  const asked = computed === '' ? howAsked(commands) : isComputed
  return (
    <ShareItems
      actions={[
        {
          label: 'Copy link',
          description: 'Query, columns, order, groups and comparison',
          noun: 'Link',
          text: () => window.location.href,
        },
        {
          label: 'Copy query text',
          description: isEverything
            ? 'No query: the page shows all units'
            : text === undefined
              ? isComputed
              : textNote(hasContent, computed),
          noun: 'Query',
          text: text === undefined ? undefined : () => text,
        },
        {
          label: 'Copy as curl',
          description: hub === undefined ? 'The hub is not known yet' : asked,
          noun: plural(commands, 'curl command'),
          text: hub === undefined || commands === 0 ? undefined : () => curlCommands(hub, query),
        },
        {
          label: 'Copy as cub',
          description: asked,
          noun: plural(commands, 'cub command'),
          text: commands === 0 ? undefined : () => cubCommands(query),
        },
      ]}
    />
  )
}

const isComputed = 'Not possible: a condition of this query is computed here, and flags cannot say it'

function textNote(hasContent: boolean, computed: string): string | undefined {
  if (computed !== '') return 'For Hubdeck: ConfigHub does not know what is computed here'
  return hasContent ? 'With the content filter, as cub flags' : undefined
}

/** What differs from the query on the page: a command cannot unite. */
function howAsked(commands: number): string | undefined {
  if (commands === 0) return 'Nothing can match this query'
  return commands === 1 ? undefined : `${commands} lines: a unit may come with several`
}
