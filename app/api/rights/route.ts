import { guarded } from '#lib/server/access/access.ts'
import { answerWritingRights } from '#lib/server/reads/writing-rights.ts'

/** Finds out by dry runs whether ConfigHub lets the signed-in person write. */
export function GET(request: Request): Promise<Response> {
  return guarded(request, {
    route: '/api/rights',
    what: () => 'writing rights',
    answer: answerWritingRights,
    limit: 'values',
  })
}
