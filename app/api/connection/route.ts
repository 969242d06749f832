import { answerConnectionTest } from '#lib/server/connection.ts'

/** Tests the connection to the configured hub. The body may hold a token, which is used for this and then forgotten. */
export function POST(request: Request): Promise<Response> {
  return answerConnectionTest(request)
}
