import 'server-only'
import type * as z from 'zod/mini'
import type { RouteContext } from '#lib/server/access/access.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { refuse } from '#lib/server/masking/refusal.ts'

/** Answers what a checked body asks for, or says what is wrong with the body. */
export async function checkedAnswer<T>(
  request: Request,
  { requestId, session }: RouteContext,
  schema: z.core.$ZodType<T>,
  act: (asked: T, task: { owner: string; signal: AbortSignal }) => Promise<object>,
): Promise<Response> {
  const asked = await readChecked(request, schema)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  return answerJson(await act(asked.value, { owner: session.UserID, signal: request.signal }), requestId)
}
