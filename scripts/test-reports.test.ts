import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from '#scripts/test-reports.ts'

let directory = ''

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-tally-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

async function report(content: unknown): Promise<string> {
  const path = join(directory, 'report.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const vitest = { success: true, numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
const playwright = { errors: [], stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } }

describe('vitestTally', () => {
  it.each([
    { why: 'all passed', content: vitest, tally: { passed: 7, failed: 0 } },
    {
      why: 'some failed',
      content: { ...vitest, success: false, numFailedTests: 2 },
      tally: { passed: 7, failed: 2 },
    },
    { why: 'a file did not load', content: { ...vitest, success: false }, tally: { passed: 7, failed: 1 } },
    {
      why: 'a test was left out',
      content: { ...vitest, numPendingTests: 1 },
      tally: { passed: 7, failed: 1 },
    },
    { why: 'nothing ran', content: { ...vitest, numPassedTests: 0 }, tally: { passed: 0, failed: 1 } },
    { why: 'the report was cut off', content: '{"success":true', tally: { passed: 0, failed: 1 } },
  ])('counts when $why', async ({ content, tally }) => {
    expect(await vitestTally(await report(content))).toEqual(tally)
  })

  it('counts a missing report as a failure', async () => {
    expect(await vitestTally(join(directory, 'nothing.json'))).toEqual({ passed: 0, failed: 1 })
  })
})

describe('playwrightTally', () => {
  it.each([
    { why: 'all passed', content: playwright, tally: { passed: 3, failed: 0 } },
    {
      why: 'one failed and one did not run',
      content: { errors: [], stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 1 } },
      tally: { passed: 1, failed: 2 },
    },
    {
      why: 'it failed outside a test',
      content: { ...playwright, errors: [{ message: 'no port' }] },
      tally: { passed: 3, failed: 1 },
    },
  ])('counts when $why', async ({ content, tally }) => {
    expect(await playwrightTally(await report(content))).toEqual(tally)
  })
})
