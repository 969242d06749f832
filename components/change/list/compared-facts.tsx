import Link from 'next/link'
import type { ReactNode } from 'react'
import { PatchSummary } from '#components/change/edit/patch-summary.tsx'
import { ProofBadge } from '#components/change/record/proof-badge.tsx'
import { withoutQuery } from '#components/change/record/without-query.ts'
import { Time } from '#components/ui/time/time.tsx'
import { UserName } from '#components/ui/user-name.tsx'
import { count } from '#lib/base/plural.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import type { UsersById } from '#lib/history/user-name.ts'
import { routes } from '#lib/url/routes.ts'

type Fact = {
  readonly name: string
  /** Equal texts are the same. */
  readonly text: (change: ChangeRecord) => string
  readonly show: (change: ChangeRecord, users: UsersById | undefined) => ReactNode
}

const facts: readonly Fact[] = [
  {
    name: 'Reason',
    text: ({ reason }) => reason,
    show: (change) => (
      <Link
        href={routes.change(change.SpaceID, change.TagID)}
        className="whitespace-pre-wrap break-words text-accent underline-offset-2 hover:underline"
      >
        {visibleText(change.reason) || change.Slug}
      </Link>
    ),
  },
  {
    name: 'Record',
    text: ({ TagID }) => TagID,
    show: (change) => (
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="mono break-words text-xs">{change.Slug}</span> <ProofBadge proof={change.proof} />
      </span>
    ),
  },
  { name: 'Ticket', text: ({ ticket }) => ticket, show: ({ ticket }) => visibleText(ticket) || '–' },
  {
    name: 'By',
    text: ({ author }) => author,
    show: ({ author }, users) => <UserName userId={author} users={users} />,
  },
  {
    name: 'When',
    text: ({ CreatedAt = '' }) => CreatedAt,
    show: ({ CreatedAt }) => <Time at={CreatedAt} form="exact" />,
  },
  {
    name: 'Query',
    text: ({ selection, where, whereData }) => [selection, where, whereData].join('\n'),
    show: ({ selection, where, whereData }) => (
      <span className="mono break-words text-xs">
        {[where, whereData].filter(Boolean).join('  ·  ') || withoutQuery(selection)}
      </span>
    ),
  },
  {
    name: 'Patch',
    text: ({ patch }) => JSON.stringify(patch),
    show: ({ patch }) => <PatchSummary patch={patch} className="rounded-md bg-sunken px-2 py-1.5" />,
  },
  {
    name: 'Units',
    text: ({ written, units }) => `${written} ${units.length}`,
    show: ({ written, units }) => `${written.toLocaleString('en')} of ${count(units.length, 'unit')} written`,
  },
]

/** What two records say, side by side; what differs is marked. */
export function ComparedFacts({
  a,
  b,
  users,
}: {
  a: ChangeRecord
  b: ChangeRecord
  users: UsersById | undefined
}) {
  return (
    <div className="overflow-x-auto rounded-md border border-line bg-surface">
      <table className="w-full table-fixed break-words sm:min-w-[36rem] text-left text-sm">
        <caption className="sr-only">What the records of A and B say</caption>
        <thead>
          <tr className="border-line border-b text-muted text-xs">
            <td className="w-20 sm:w-24" />
            <th scope="col" className="px-3 py-1.5 font-medium">
              A
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              B
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ name, text, show }) => (
            <tr key={name} className="border-line border-b align-top last:border-b-0">
              <th scope="row" className="px-3 py-1.5 font-normal text-muted text-xs">
                {name}
                {text(a) !== text(b) && <span className="block text-attention">differs</span>}
              </th>
              <td className="px-3 py-1.5">{show(a, users)}</td>
              <td className="px-3 py-1.5">{show(b, users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
