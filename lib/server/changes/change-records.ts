import 'server-only'
import type { ChangeRecord, ChangesResponse } from '#lib/change/record/change-record.ts'
import { listChanges, type RecordReader, readChange } from '#lib/change/record/record.ts'
import type { Visit } from '#lib/server/access/access.ts'
import { authorOf } from '#lib/server/changes/changes.ts'
import { env } from '#lib/server/process/env.ts'

/** The newest changes. Facts and verdict come from one reading of the Tags, so nothing can change between the two. */
export async function answerChanges(request: Request, visit: Visit): Promise<Response> {
  const body: ChangesResponse = {
    changes: await listChanges(visit.hub, readerOf(visit), request.signal),
  }
  return answer(body, visit)
}

/** One change, compared with the revisions that carry its Tag. */
export async function answerChange(tagId: string, request: Request, visit: Visit): Promise<Response> {
  const body: ChangeRecord = await readChange(visit.hub, tagId, readerOf(visit), request.signal)
  return answer(body, visit)
}

function readerOf(visit: Visit): RecordReader {
  return { secret: env().HUBDECK_SECRET, author: authorOf(visit) }
}

function answer(body: object, { requestId }: Visit): Response {
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}
