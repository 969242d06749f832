'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserCheck } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { type PreviewFlow, rowsOf } from '#components/change/preview/flow.ts'
import { PendingButton } from '#components/ui/button/pending-button.tsx'
import { ErrorPanel } from '#components/ui/error/error-panel.tsx'
import { QueryError } from '#components/ui/error/query-error.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { TextArea } from '#components/ui/field/text-field.tsx'
import { count } from '#lib/base/plural.ts'
import { groupRows } from '#lib/change/classes/classes.ts'
import type { Approved } from '#lib/change/proposal/proposal-view.ts'
import { approveMutation, proposalQuery } from '#lib/queries/proposals/proposals.ts'

const lifetimes = [
  { value: 'always', label: 'While the units stay as they are' },
  { value: '1', label: 'For a day' },
  { value: '7', label: 'For a week' },
] as const
type Lifetime = (typeof lifetimes)[number]['value']

/** Approves a proposal of someone else, once all that it changes was looked at in a preview of one's own. */
export function ApprovePanel({
  tagId,
  flow,
  isStale,
  opened,
}: {
  tagId: string
  flow: PreviewFlow
  isStale: boolean
  /** Keys of the classes that were opened. */
  opened: ReadonlySet<string>
}) {
  const id = useId()
  const proposal = useQuery(proposalQuery(tagId))
  const approve = useMutation(approveMutation(useQueryClient(), tagId))
  const [note, setNote] = useState('')
  const [lifetime, setLifetime] = useState<Lifetime>('always')
  if (proposal.isPending) return null
  if (proposal.data === undefined)
    return <QueryError query={proposal} title="The approvals could not be read" />
  if (proposal.data.mine === 'own') return null
  const why = proposal.data.mine === 'given' ? given : reasonToWait(flow, isStale, opened)
  const send = () => {
    const { proposalHash } = proposal.data
    approve.mutate({ proposalHash, note: note.trim(), ...expiryOf(lifetime) })
  }
  return (
    <section aria-label="Approval" className="flex flex-col gap-3 border-line border-b pb-4">
      <h3 className="font-semibold text-sm">Approve</h3>
      <TextArea label="Note" rows={2} maxLength={1000} value={note} onChange={setNote} />
      <Select label="The approval counts" options={[...lifetimes]} value={lifetime} onChange={setLifetime} />
      <p id={id} aria-live="polite" className="min-h-4 text-muted text-xs">
        {why ?? 'Recorded in ConfigHub under your name, as an Attestation of these heads. It writes nothing.'}
      </p>
      <PendingButton
        isDisabled={why !== undefined}
        isPending={approve.isPending}
        aria-describedby={id}
        onPress={send}
      >
        <UserCheck aria-hidden size={15} />
        Approve {count(rowsOf(flow).length, 'unit')}
      </PendingButton>
      {approve.isError && <ErrorPanel form="banner" error={approve.error} title="Not approved" />}
      {approve.data && <Result approved={approve.data} />}
    </section>
  )
}

const given = 'You approved this proposal. The page of the proposal shows it, and lets you revoke it.'

function reasonToWait(flow: PreviewFlow, isStale: boolean, opened: ReadonlySet<string>): string | undefined {
  if (flow.step !== 'done' || isStale) return 'Preview the proposal first: an approval is of what you saw.'
  const unlike = flow.rows.filter(({ status }) => status !== 'change').length
  if (unlike > 0)
    return `The preview shows no change of ${count(unlike, 'unit')}, so what was proposed for ${unlike === 1 ? 'it' : 'them'} was not seen. Ask for a new proposal.`
  const changing = groupRows(flow.rows)
  const closed = changing.filter(({ key }) => !opened.has(key)).length
  if (closed === 0) return undefined
  return `Open every class of changes before you approve: ${count(closed, 'class', 'classes')} of ${changing.length} not opened yet.`
}

function expiryOf(lifetime: Lifetime): { expiresAt?: string } {
  if (lifetime === 'always') return {}
  return { expiresAt: new Date(Date.now() + Number(lifetime) * 86_400_000).toISOString() }
}

/** A Space that failed is told; what was approved in the others counts. */
function Result({ approved: { units, failures } }: { approved: Approved }) {
  const result = useRef<HTMLDivElement>(null)
  // The button that was pressed is of no more use.
  useEffect(() => result.current?.focus(), [])
  return (
    <div ref={result} role="status" tabIndex={-1} className="flex flex-col gap-1 text-sm">
      <p>Approved for {count(units, 'unit')}.</p>
      {failures.map(({ space, message }) => (
        <p key={`${space} ${message}`} className="break-words text-removed">
          Not in <span className="mono">{space}</span>: {message}
        </p>
      ))}
    </div>
  )
}
