import { setTimeout as pause } from 'node:timers/promises'
import { type Child, lastLines } from '#scripts/child.ts'
import { Problem } from '#scripts/problem.ts'

const everyMs = 150

/** Waits until the address answers with a status below 500. A child that dies first is reported with the end of its log. */
export async function waitFor(child: Child, url: string, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs
  while (Date.now() < until) {
    if (!child.running()) throw await notStarted(child, `stopped (exit ${await child.gone})`)
    if (await answers(url)) return
    await pause(everyMs)
  }
  throw await notStarted(child, `did not answer at ${url} within ${Math.round(timeoutMs / 1000)} s`)
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return response.status < 500
  } catch {
    return false
  }
}

async function notStarted(child: Child, what: string): Promise<Problem> {
  const end = await lastLines(child.log)
  return new Problem(
    `${child.name} ${what}.`,
    child.log === undefined ? 'Its output above says why.' : `The end of ${child.log}:\n${end}`,
  )
}
