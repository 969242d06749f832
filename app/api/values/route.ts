import { guarded } from '#lib/server/access/access.ts'
import { answerValues } from '#lib/server/reads/values.ts'

/** Values from inside documents, for the columns of the grid. */
export function POST(request: Request): Promise<Response> {
  return guarded(request, {
    route: '/api/values',
    what: () => 'values',
    answer: answerValues,
    limit: 'values',
  })
}
