import 'server-only'

/** An answer belongs to the person who asked, so no cache may keep it. */
export function answerJson(body: unknown, requestId: string): Response {
  return Response.json(body, { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } })
}
