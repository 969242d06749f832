import 'server-only'
import { signStatement } from '#lib/change/evidence/envelope.ts'
import { isMetadataRecord, readHeldMetadata } from '#lib/change/evidence/held-metadata.ts'
import { makeStatement } from '#lib/change/evidence/make-statement.ts'
import { readApproved } from '#lib/change/evidence/read-approved.ts'
import { type CompareDocuments, readHeld } from '#lib/change/evidence/read-held.ts'
import { bundleType, evidenceFileName } from '#lib/change/evidence/read-statement.ts'
import type { Comparison } from '#lib/change/evidence/statement.ts'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import { unitsAfter } from '#lib/change/record/read-change.ts'
import { findPointing, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { isAbort } from '#lib/confighub/error.ts'
import { userName } from '#lib/history/user-name.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { authorOf } from '#lib/server/changes/changes.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { env } from '#lib/server/process/env.ts'
import { signingKey } from '#lib/server/process/signing-key.ts'
import { RequestBudget } from '#lib/server/work/compute.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

const nothingWritten = 'This change wrote nothing, so there is nothing to give evidence of.'

/** Reads everything anew with the rights of the person who asks, and signs what it says. */
export async function answerEvidence(
  tagId: string,
  request: Request,
  context: RouteContext,
): Promise<Response> {
  const { hub, requestId, session } = context
  const key = await signingKey()
  if (!key.ok) return refuse(503, 'no-signing-key', key.message, requestId)
  const reader = { secret: env().HUBDECK_SECRET, author: authorOf(context) }
  const record = await readProven(hub, tagId.toLowerCase(), reader, request.signal)
  // Of metadata there are no revisions, and its units are read all the same.
  const { holding, claim } = record
  const read = Math.max(holding.revisions.length, claim.facts.metadata.size)
  void charge('previews', accountHolderOf(request, session.UserID), read)
  const compare = compareIn({ owner: session.UserID, signal: request.signal })
  const held = isMetadataRecord(record)
    ? await readHeldMetadata(hub, record, request.signal)
    : await readHeld(hub, record.holding, compare, request.signal)
  if (held.length === 0) return refuse(409, 'nothing-written', nothingWritten, requestId)
  const [units, approved] = await Promise.all([
    findPointing(hub, 'continues', record.tag.Tag.TagID, reader, request.signal).then((continuedBy) =>
      unitsAfter(hub, record, continuedBy, reader, request.signal),
    ),
    readApproved(hub, record, held, reader, request.signal),
  ])
  const { proposal, given = [] } = approved.approvals ?? {}
  const approvers = given.map(({ UserID }) => UserID)
  const named = [record.claim.facts.author, session.UserID, proposal?.author ?? '', ...approvers]
  const people = await namesOf(hub, named, request.signal)
  const statement = await makeStatement(
    record,
    { held, units, approved },
    { reader, key: key.value, people, now: new Date() },
  )
  return new Response(signStatement(statement, key.value), {
    headers: {
      'Content-Type': bundleType,
      'Content-Disposition': `attachment; filename="${evidenceFileName(record.tag.Tag.Slug)}"`,
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
    },
  })
}

function compareIn(context: TaskContext): CompareDocuments {
  const budget = new RequestBudget()
  return async (pairs) => {
    const answers: Comparison[] = []
    for (const portion of inBatches(pairs, ({ before, after }) => before.length + after.length, taskLimits))
      answers.push(
        ...(await budget.each(
          portion,
          (jobs) => run(work(), 'comparisons', jobs, context),
          (unknown): Comparison => ({ unknown }),
        )),
      )
    return answers
  }
}

/** Without the directory people stay ids; what happened is known all the same. */
async function namesOf(
  hub: ConfigHub,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const users = await hub.users({}, signal).catch((error: unknown) => {
    if (isAbort(error)) throw error
    return []
  })
  const byId = new Map(users.map((user) => [user.UserID, user]))
  return Object.fromEntries(ids.filter((id) => byId.has(id)).map((id) => [id, userName(id, byId)]))
}
