import { readiness } from '#lib/server/readiness.ts'

export const dynamic = 'force-dynamic'

/** Answers 200 when the settings are valid and the hub answers, so that traffic can be sent here. */
export async function GET(): Promise<Response> {
  const { ready, problem } = await readiness()
  const body = ready ? { status: 'ready' } : { status: 'not ready', message: problem }
  return Response.json(body, { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
