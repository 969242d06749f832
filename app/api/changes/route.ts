import { guarded } from '#lib/server/access.ts'
import { answerCommit } from '#lib/server/changes.ts'

/** Commits a sealed preview and streams one outcome per unit as NDJSON. */
export function POST(request: Request): Promise<Response> {
  return guarded(request, {
    route: '/api/changes',
    what: () => 'commit',
    answer: answerCommit,
    patience: 'work',
    limit: 'commits',
    atOnce: 'commits-at-once',
  })
}
