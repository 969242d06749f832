import Link from 'next/link'
import { Time } from '#components/ui/time/time.tsx'
import { count } from '#lib/base/plural.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import { type ChangeRecord, type ChangeSummary, plannedAndWritten } from '#lib/change/record/change-record.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type UsersById, userName } from '#lib/history/user-name.ts'
import { routes } from '#lib/url/routes.ts'

/** What is not written under this record may be written under another one. */
export function TakenUp({ change, users }: { change: ChangeRecord; users: UsersById | undefined }) {
  const others = change.continuedBy.filter((other) => isGenuine(other.proof) && !isOpenProposal(other))
  return others.map((other) => (
    <p key={other.TagID} className="text-sm">
      {userName(other.author, users)} went on with it <Time at={other.CreatedAt} />, in{' '}
      <Link
        href={routes.change(other.SpaceID, other.TagID)}
        className="text-accent underline underline-offset-2"
      >
        another record
      </Link>
      {writtenThere(other)}
    </p>
  ))
}

function writtenThere(other: ChangeSummary): string {
  const { written, planned } = plannedAndWritten(other)
  if (written === undefined) return `, of ${count(planned, 'unit')}.`
  return `: ${written.toLocaleString('en')} of ${count(planned, 'unit')} written there.`
}
