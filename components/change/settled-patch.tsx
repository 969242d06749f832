import Link from 'next/link'
import { PatchSummary } from '#components/change/edit/patch-summary.tsx'
import { ProofBadge } from '#components/change/record/proof-badge.tsx'
import type { Purpose } from '#components/change/scope/purpose.ts'
import { usePeople } from '#components/ui/people.tsx'
import { Time } from '#components/ui/time/time.tsx'
import { visibleText } from '#lib/base/visible-text.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import { userName } from '#lib/history/user-name.ts'
import { routes } from '#lib/url/routes.ts'

type Settled = Exclude<Purpose, { kind: 'edit' }>

/** A patch that is not for editing: an undo, a restore, the rest of a change. */
export function SettledPatch({ purpose }: { purpose: Settled }) {
  const { byId } = usePeople()
  if (purpose.kind === 'restore') {
    return (
      <p className="text-sm">
        The document goes back to revision <span className="mono">r{purpose.revisionNum}</span>, byte for
        byte. The revisions since then stay in the history.
      </p>
    )
  }
  const { record } = purpose
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>{sentenceOf(purpose)}</p>
      <div className="rounded-md border border-line bg-sunken px-3 py-2">
        <p>
          <Link
            href={routes.change(record.SpaceID, record.TagID)}
            className="text-accent underline-offset-2 hover:underline"
          >
            {visibleText(record.reason) || record.Slug}
          </Link>
        </p>
        <p className="text-muted text-xs">
          <Time at={record.CreatedAt} />
          {` · ${userName(record.author, byId)}`}
          {record.ticket && <span className="mono"> · {visibleText(record.ticket)}</span>}{' '}
          <ProofBadge proof={record.proof} />
        </p>
        <PatchSummary patch={record.patch} className="mt-1.5" />
      </div>
      {purpose.kind === 'resume' && purpose.way !== 'same-record' && (
        <p>This is recorded under your own name, in a new record that links back to the change above.</p>
      )}
      {purpose.kind === 'resume' && purpose.isPatchMasked && (
        <p>
          The record keeps the patch without its secrets. Type the masked values again; leave the rest as it
          is.
        </p>
      )}
    </div>
  )
}

function sentenceOf(purpose: Extract<Purpose, { kind: 'undo' | 'resume' }>): string {
  if (purpose.kind === 'undo' && purpose.patch.kind === 'undo-metadata')
    return 'Every unit that still has what this change wrote gets back the metadata that it had before. Units whose metadata someone changed since are left as they are.'
  if (purpose.kind === 'undo')
    return 'Every unit that this change wrote goes back to what it was before. Where someone changed a unit since, only this change is taken out and the later work is kept.'
  return isOpenProposal(purpose.record)
    ? 'The units are previewed again with the proposed patch. What was included in the proposal is included here.'
    : 'The units that this change did not write are previewed again with the same patch.'
}
