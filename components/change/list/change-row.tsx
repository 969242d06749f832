import Link from 'next/link'
import { memo } from 'react'
import { stateWords } from '#components/change/list/state-words.ts'
import { ProofBadge } from '#components/change/record/proof-badge.tsx'
import { withoutQuery } from '#components/change/record/without-query.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import { count } from '#lib/base/plural.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { ListedChange } from '#lib/change/record/change-list.ts'
import { plannedAndWritten } from '#lib/change/record/change-record.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { routes } from '#lib/url/routes.ts'

/** Memoized: a look at the hub leaves most lines as they are. */
export const ChangeRow = memo(function ChangeRow({
  change,
  users,
}: {
  change: ListedChange
  users: UsersById | undefined
}) {
  const { reason, ticket, where, whereData, selection, undoes, continues, proof } = change
  return (
    <li className="border-line border-b [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto] last:border-b-0">
      <Link
        href={routes.change(change.SpaceID, change.TagID)}
        prefetch={false}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2 md:grid-cols-[8rem_10rem_minmax(0,1fr)_auto]"
      >
        <Time at={change.CreatedAt} className="text-muted text-sm max-md:order-3 max-md:col-span-2" />
        <UserName userId={change.author} users={users} className="text-sm max-md:order-4 max-md:col-span-2" />
        <span className="min-w-0">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 truncate font-medium">{visibleText(reason) || change.Slug}</span>
            {ticket && <span className="mono shrink-0 text-muted text-xs">{visibleText(ticket)}</span>}
            {undoes !== '' && <Badge>undo</Badge>}
            {continues !== '' && <Badge>resumes another</Badge>}
            <ProofBadge proof={proof} />
          </span>
          <span className="mono block truncate text-muted text-xs">
            {[where, whereData].filter(Boolean).join('  ·  ') || withoutQuery(selection)}
          </span>
        </span>
        <State change={change} />
      </Link>
    </li>
  )
})

function State({ change }: { change: ListedChange }) {
  const { planned, written } = plannedAndWritten(change)
  const { label, means, tone } = stateWords[change.state]
  const isUnknown = change.approval === 'unknown'
  return (
    <span className="flex flex-col items-end gap-0.5">
      <Badge
        tone={tone}
        sign={tone === 'attention'}
        title={isUnknown ? `${means}. Whether it is approved is not known here: open it.` : means}
      >
        {label}
        {isUnknown && ', perhaps approved'}
      </Badge>
      <span className="figures whitespace-nowrap text-muted text-xs">
        {written === undefined
          ? `${count(planned, 'unit')} planned`
          : written < planned
            ? `${written} of ${count(planned, 'unit')}`
            : count(written, 'unit')}
      </span>
    </span>
  )
}
