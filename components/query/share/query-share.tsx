'use client'

import { useQuery } from '@tanstack/react-query'
import type { Blocked } from '#components/query/blocked.ts'
import type { QueryFields } from '#components/query/read-query.ts'
import { cubCommand, curlCommand, queryText } from '#components/query/share/share.ts'
import { ShareMenu } from '#components/query/share/share-menu.tsx'
import { sessionQuery } from '#lib/queries/session.ts'

/** Shares a query over units. */
export function QueryShare({ query, blocked }: { query: QueryFields; blocked: Blocked }) {
  const { data: session } = useQuery(sessionQuery())
  const hub = session?.hub.url
  const isEverything = query.where === '' && query.data === '' && query.type === ''
  const hasContent = query.data !== '' || query.type !== ''
  return (
    <ShareMenu
      blocked={blocked}
      actions={[
        {
          label: 'Copy link',
          description: 'Query, columns, sort and grouping',
          noun: 'Link',
          text: () => window.location.href,
        },
        {
          label: 'Copy query text',
          description: isEverything
            ? 'No query: the page shows all units'
            : hasContent
              ? 'With the content filter, as cub flags'
              : undefined,
          noun: 'Query',
          text: isEverything ? undefined : () => queryText(query),
        },
        {
          label: 'Copy as curl',
          description: hub === undefined ? 'The hub is not known yet' : undefined,
          noun: 'curl command',
          text: hub === undefined ? undefined : () => curlCommand(hub, query),
        },
        { label: 'Copy as cub', noun: 'cub command', text: () => cubCommand(query) },
      ]}
    />
  )
}
