import 'server-only'
import { randomUUID } from 'node:crypto'
import { hubFor } from '#lib/server/access/access.ts'
import { endedSessionsProblem } from '#lib/server/access/ended-sessions.ts'

export async function readiness(): Promise<{ ready: boolean; problem?: string }> {
  try {
    const problem = await endedSessionsProblem()
    if (problem !== undefined) return { ready: false, problem }
    await hubFor(undefined, randomUUID()).info(AbortSignal.timeout(3000))
    return { ready: true }
  } catch (error) {
    return { ready: false, problem: error instanceof Error ? error.message : 'The hub does not answer.' }
  }
}
