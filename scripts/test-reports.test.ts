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

const vitest = {
  success: true,
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [
    { name: 'lib/a.test.ts', status: 'passed', assertionResults: [{ fullName: 'adds', status: 'passed' }] },
  ],
}
const playwright = {
  errors: [],
  suites: [{ specs: [spec('adds', 'expected')] }],
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 },
}

function spec(title: string, status: string, message?: string) {
  return {
    title,
    file: 'a.spec.ts',
    line: 5,
    tests: [{ status, results: message === undefined ? [] : [{ error: { message } }] }],
  }
}

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
    expect(await vitestTally(await report(content))).toMatchObject(tally)
  })

  it('counts a missing report as a failure', async () => {
    const path = join(directory, 'nothing.json')
    const failures = [`${path}: there is no readable report`]
    expect(await vitestTally(path)).toEqual({ passed: 0, failed: 1, failures })
  })

  it('names each failure with the first line of its reason', async () => {
    const testResults = [
      ...vitest.testResults,
      {
        name: 'lib/b.test.ts',
        status: 'failed',
        assertionResults: [
          {
            fullName: 'b subtracts',
            status: 'failed',
            failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n    at b'],
          },
          { fullName: 'b waits', status: 'pending', failureMessages: [] },
        ],
      },
      { name: 'lib/c.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ]
    const content = { ...vitest, success: false, numFailedTests: 1, numPendingTests: 1, testResults }
    expect((await vitestTally(await report(content))).failures).toEqual([
      'lib/b.test.ts > b subtracts: expected 1 to be 2',
      'lib/b.test.ts > b waits: pending',
      'lib/c.test.ts: Cannot find module',
    ])
  })
})

describe('playwrightTally', () => {
  it.each([
    { why: 'all passed', content: playwright, tally: { passed: 3, failed: 0 } },
    {
      why: 'one failed and one did not run',
      content: { ...playwright, stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 1 } },
      tally: { passed: 1, failed: 2 },
    },
    {
      why: 'it failed outside a test',
      content: { ...playwright, errors: [{ message: 'no port' }] },
      tally: { passed: 3, failed: 1 },
    },
  ])('counts when $why', async ({ content, tally }) => {
    expect(await playwrightTally(await report(content))).toMatchObject(tally)
  })

  it('names each failure, also of suites inside suites', async () => {
    const suites = [
      {
        specs: [spec('adds', 'expected')],
        suites: [
          {
            specs: [
              spec('subtracts', 'unexpected', 'Error: socket hang up\n at x'),
              spec('waits', 'skipped'),
            ],
          },
        ],
      },
    ]
    const errors = [{ message: 'no port' }]
    const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 1 }
    expect((await playwrightTally(await report({ errors, suites, stats }))).failures).toEqual([
      'outside of a test: no port',
      'e2e/a.spec.ts:5 > subtracts: Error: socket hang up',
      'e2e/a.spec.ts:5 > waits: skipped',
    ])
  })
})
