import type * as z from 'zod/mini'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { CommitLine, PreviewLine } from '#lib/change/event-schema.ts'
import type { CommitEvent, CommitRequest, PreviewEvent, PreviewRequest } from '#lib/change/model.ts'
import { isAbort } from '#lib/confighub/error.ts'
import { callDashboard, jsonBody } from '#lib/queries/dashboard-api.ts'
import { brokenOff, readLines } from '#lib/queries/lines.ts'

export type StreamOptions<Event> = {
  readonly onEvent: (event: Event) => void
  readonly signal?: AbortSignal
}

/**
 * Streams a preview. Resolves after `done` or `error`; throws a ConfigHubError when the whole preview is refused or
 * the connection breaks off.
 */
export function streamPreview(
  request: PreviewRequest,
  { onEvent, signal }: StreamOptions<PreviewEvent>,
): Promise<void> {
  return streamEvents('/api/previews', PreviewLine, request, { onEvent, ...(signal && { signal }) })
}

/** Streams a commit. A refusal before anything is written is a ConfigHubError whose `code` is a `CommitRefusal`. */
export function streamCommit(
  request: CommitRequest,
  { onEvent, signal }: StreamOptions<CommitEvent>,
): Promise<void> {
  return streamEvents('/api/changes', CommitLine, request, { onEvent, ...(signal && { signal }) })
}

const lastEvents: ReadonlySet<string> = new Set(['done', 'error', 'held', 'stopped'])

async function streamEvents<Event extends { readonly event: string }>(
  path: string,
  line: z.ZodMiniType<Event>,
  body: unknown,
  { onEvent, signal }: StreamOptions<Event>,
): Promise<void> {
  const response = await callDashboard(path, jsonBody('POST', body, signal))
  let last: string | undefined
  try {
    for await (const text of readLines(response)) {
      const event = line.parse(parseExactJson(text))
      last = event.event
      onEvent(event)
    }
  } catch (cause) {
    if (isAbort(cause) || signal?.aborted) throw cause
    throw brokenOff(`POST ${path}`, cause)
  }
  if (last === undefined || !lastEvents.has(last)) throw brokenOff(`POST ${path}`)
}
