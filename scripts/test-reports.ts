import { readFile } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'

export type Tally = {
  readonly passed: number
  readonly failed: number
  /** Where each failure is, with the first line of what went wrong. */
  readonly failures: readonly string[]
}

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
})

const PlaywrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ error: z.object({ message: z.string() }).optional() })),
    }),
  ),
})
const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional()
  },
})

const PlaywrightReport = z.object({
  errors: z.array(z.object({ message: z.string().optional() })),
  suites: z.array(PlaywrightSuite),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/** A test that did not run proves nothing, so it counts as failed; so does a missing report. */
export async function vitestTally(path: string): Promise<Tally> {
  const report = VitestReport.safeParse(await readJson(path))
  if (!report.success) return noReport(path)
  const { success, numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report.data
  const failed = numFailedTests + numPendingTests + numTodoTests
  return {
    passed: numPassedTests,
    failed: atLeastOne(failed, !success || numPassedTests === 0),
    failures: testResults.flatMap((file) => {
      const tests = file.assertionResults
        .filter((test) => test.status !== 'passed')
        .map((test) => failure(`${file.name} > ${test.fullName}`, test.failureMessages?.[0] ?? test.status))
      return tests.length === 0 && file.status === 'failed' ? [failure(file.name, file.message ?? '')] : tests
    }),
  }
}

export async function playwrightTally(path: string): Promise<Tally> {
  const report = PlaywrightReport.safeParse(await readJson(path))
  if (!report.success) return noReport(path)
  const { errors, stats, suites } = report.data
  const failed = stats.unexpected + stats.flaky + stats.skipped
  return {
    passed: stats.expected,
    failed: atLeastOne(failed, errors.length > 0 || stats.expected === 0),
    failures: [
      ...errors.map((error) => failure('outside of a test', error.message ?? '')),
      ...suites.flatMap(specsOf).flatMap(failureOfSpec),
    ],
  }
}

type Suite = z.infer<typeof PlaywrightSuite>
type Spec = z.infer<typeof PlaywrightSpec>

function specsOf(suite: Suite): readonly Spec[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}

function failureOfSpec(spec: Spec): readonly string[] {
  return spec.tests
    .filter((test) => test.status !== 'expected')
    .map((test) => {
      const error = test.results.find((result) => result.error !== undefined)?.error
      return failure(`e2e/${spec.file}:${spec.line} > ${spec.title}`, error?.message ?? test.status)
    })
}

function failure(where: string, message: string): string {
  const reason = stripVTControlCharacters(message).trim().split('\n')[0]
  return reason === '' ? where : `${where}: ${reason}`
}

function noReport(path: string): Tally {
  return { passed: 0, failed: 1, failures: [`${path}: there is no readable report`] }
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
