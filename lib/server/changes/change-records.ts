import 'server-only'
import { originOf } from '#lib/change/proposal/find-proposal.ts'
import { withApproved } from '#lib/change/proposal/list-approved.ts'
import type { ChangesResponse } from '#lib/change/record/change-list.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { endChange } from '#lib/change/record/end-change.ts'
import { listChanges } from '#lib/change/record/list-changes.ts'
import { readChange } from '#lib/change/record/read-change.ts'
import { type RecordReader, readClaimed } from '#lib/change/record/record.ts'
import type { WaveState } from '#lib/change/waves/state.ts'
import type { RouteContext } from '#lib/server/access/access.ts'
import { approvalPolicy } from '#lib/server/changes/approval-policy.ts'
import { readChangesAsked } from '#lib/server/changes/change-questions.ts'
import { authorOf } from '#lib/server/changes/changes.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { env } from '#lib/server/process/env.ts'

/** A page of changes. Facts and verdicts come from one read of the Tags, so nothing can change in between. */
export async function answerChanges(request: Request, context: RouteContext): Promise<Response> {
  const { hub } = context
  const asked = await readChangesAsked(request.url, hub, request.signal)
  const reader = readerOf(context)
  const found = await listChanges(hub, reader, asked, Date.now(), request.signal)
  const terms = { reader, policy: approvalPolicy(), now: new Date() }
  const body: ChangesResponse = {
    ...found,
    changes: await withApproved(hub, found.changes, terms, request.signal),
  }
  return answer(body, context)
}

/** One change, compared with the revisions that carry its Tag. */
export async function answerChange(
  tagId: string,
  request: Request,
  context: RouteContext,
): Promise<Response> {
  const { hub } = context
  const reader = readerOf(context)
  const change = await readChange(hub, tagId, reader, request.signal)
  const body: ChangeRecord = await withOrigin(hub, change, reader, request.signal)
  return answer(body, context)
}

/** What began as a proposal stays one, under whatever record it is gone on with. */
async function withOrigin(
  hub: RouteContext['hub'],
  change: ChangeRecord,
  reader: RecordReader,
  signal: AbortSignal,
): Promise<ChangeRecord> {
  if (change.continues === '' || change.notWritten === 0) return change
  const { kind } = await originOf(hub, await readClaimed(hub, change.TagID, reader, signal), reader, signal)
  return kind === 'unknown' ? change : { ...change, isOfProposal: kind === 'proposal' }
}

/** No further wave is written. */
export async function answerEnd(tagId: string, context: RouteContext): Promise<Response> {
  const body: WaveState = await endChange(context.hub, tagId, readerOf(context), new Date())
  return answer(body, context)
}

export function readerOf(context: RouteContext): RecordReader {
  return { secret: env().HUBDECK_SECRET, author: authorOf(context) }
}

function answer(body: object, { requestId }: RouteContext): Response {
  return answerJson(body, requestId)
}
