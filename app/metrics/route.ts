import { metrics } from '#lib/server/process/metrics.ts'

export const dynamic = 'force-dynamic'

/** For Prometheus. */
export async function GET(): Promise<Response> {
  const { registry } = metrics()
  return new Response(await registry.metrics(), { headers: { 'Content-Type': registry.contentType } })
}
