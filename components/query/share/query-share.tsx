'use client'

import type { Blocked } from '#components/query/blocked.ts'
import type { QueryFields } from '#components/query/query-fields.ts'
import { ShareMenu } from '#components/query/share/share-menu.tsx'
import { lazily } from '#components/ui/lazily.tsx'
import { OnceOpened } from '#components/ui/overlay/menu.tsx'

const QueryShareItems = lazily('QueryShareItems', () => import('#components/query/later.ts'))

/** Shares a query over units. */
export function QueryShare({ query, blocked }: { query: QueryFields; blocked: Blocked }) {
  return (
    <ShareMenu blocked={blocked}>
      <OnceOpened>
        <QueryShareItems query={query} />
      </OnceOpened>
    </ShareMenu>
  )
}
