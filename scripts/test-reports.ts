import { readFile } from 'node:fs/promises'
import { z } from 'zod'

export type Tally = { readonly passed: number; readonly failed: number }

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
})

const PlaywrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/** A test that did not run proves nothing, so it counts as failed; so does a missing report. */
export async function vitestTally(path: string): Promise<Tally> {
  const report = VitestReport.safeParse(await readJson(path))
  if (!report.success) return { passed: 0, failed: 1 }
  const { success, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report.data
  const failed = numFailedTests + numPendingTests + numTodoTests
  return { passed: numPassedTests, failed: atLeastOne(failed, !success || numPassedTests === 0) }
}

export async function playwrightTally(path: string): Promise<Tally> {
  const report = PlaywrightReport.safeParse(await readJson(path))
  if (!report.success) return { passed: 0, failed: 1 }
  const { errors, stats } = report.data
  const failed = stats.unexpected + stats.flaky + stats.skipped
  return { passed: stats.expected, failed: atLeastOne(failed, errors.length > 0 || stats.expected === 0) }
}

function atLeastOne(failed: number, somethingIsWrong: boolean): number {
  return somethingIsWrong ? Math.max(failed, 1) : failed
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
