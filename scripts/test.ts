import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuild } from '#scripts/build.ts'
import { lastLines, startChild, stopChildren } from '#scripts/child.ts'
import { ensureChromium } from '#scripts/chromium.ts'
import { nextCommand, root, stateDirectory } from '#scripts/paths.ts'
import { command, Problem } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'
import { playwrightTally, type Tally, vitestTally } from '#scripts/test-reports.ts'
import { mustBeWritable } from '#scripts/write-permission.ts'

const logs = join(stateDirectory, 'logs')
const inModules = (path: string) => join(root, 'node_modules', path)
const fileName = (title: string) => title.toLowerCase().replaceAll(' ', '-')
const quiet = { NEXT_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' }
const ok: Tally = { passed: 0, failed: 0, failures: [] }
const broken: Tally = { passed: 0, failed: 1, failures: [] }

await command(async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopChildren().then(() => process.exit(130)))
  }
  await mustBeWritable(logs)
  forgetServer()
  const whole = step('Whole run')
  whole.pause()

  const tallies = await everything()
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  console.log()
  for (const line of tallies.flatMap((tally) => tally.failures)) console.log(`✗ ${line}`)
  if (failed === 0) whole.done()
  else whole.failed()
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

/** A check that is not a test: silent when it passes, with its whole output when it fails. */
async function gate(title: string, args: readonly string[]): Promise<Tally> {
  const running = step(title)
  running.pause()
  const log = join(logs, `${fileName(title)}.log`)
  const child = await startChild({ name: title, args, environment: quiet, log })
  const code = await child.gone
  if (code === 0) {
    running.done()
    return ok
  }
  running.failed(`exit ${code}`)
  console.log(await lastLines(log, 400))
  return { ...broken, failures: [`${title}: see above`] }
}

/**
 * Unit tests beside checks, build and journeys: each row of work leaves processors idle now and then. The component tests
 * need neither, and begin when the first of the two rows is done.
 */
async function everything(): Promise<Tally[]> {
  const browser = await tellingWhatIsMissing(findBrowser)
  const rows = [unitTests(), checksBuildAndJourneys(browser)]
  const components = Promise.race(rows).then(() => componentTests(browser))
  return (await Promise.all([...rows, components])).flat()
}

async function findBrowser(): Promise<Environment> {
  const looking = step('Chromium')
  const found = ensureChromium()
  looking.done(found)
  return { HUBDECK_CHROMIUM: found }
}

async function unitTests(): Promise<Tally[]> {
  return [await vitest('Unit and contract tests', '!browser')]
}

async function componentTests(browser: Environment | undefined): Promise<Tally[]> {
  return [browser === undefined ? broken : await vitest('Component tests', 'browser', browser)]
}

async function checksBuildAndJourneys(browser: Environment | undefined): Promise<Tally[]> {
  const checks = [
    await gate('Format and lint', [inModules('@biomejs/biome/bin/biome'), 'ci', '.']),
    await gate('Route types', [nextCommand, 'typegen']),
    await gate('Types', [inModules('typescript/bin/tsc')]),
    await gate('Unused code', [inModules('knip/bin/knip.js')]),
    await gate('Code that only tests use', [inModules('knip/bin/knip.js'), '--production']),
  ]
  const isBuilt = await tellingWhatIsMissing(async () => {
    await ensureBuild()
    return true
  })
  const tests = isBuilt && browser !== undefined ? await journeys(browser) : broken
  return [...checks, tests]
}

type Environment = Readonly<Record<string, string>>

async function vitest(title: string, project: string, environment: Environment = {}): Promise<Tally> {
  const report = join(logs, `${fileName(title)}.json`)
  const args = [
    ...[inModules('vitest/vitest.mjs'), 'run', `--project=${project}`],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ]
  return await suite(title, args, environment, report, vitestTally)
}

async function journeys(environment: Environment): Promise<Tally> {
  const report = join(logs, 'playwright.json')
  const args = [inModules('@playwright/test/cli.js'), 'test', '--reporter=list,json']
  const settings = { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return await suite('Browser tests', args, settings, report, playwrightTally)
}

/** The result of `run`; undefined, with a message about what to do, when something is missing. */
async function tellingWhatIsMissing<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    console.log(`✗ ${cause.message}\n  ${cause.remedy.replaceAll('\n', '\n  ')}`)
    return undefined
  }
}

async function suite(
  title: string,
  args: readonly string[],
  environment: Environment,
  report: string,
  tallyOf: (report: string) => Promise<Tally>,
): Promise<Tally> {
  await rm(report, { force: true })
  const running = step(title)
  running.pause()
  const child = await startChild({ name: title, args, environment: { ...quiet, ...environment } })
  const code = await child.gone
  const counted = await tallyOf(report)
  const result = code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  const note = `${result.passed} passed, ${result.failed} failed`
  if (result.failed === 0) running.done(note)
  else running.failed(note)
  return result
}

/** The tests start their own hub; the shell's settings for a real one must not reach them. */
function forgetServer(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(CONFIGHUB_|HUBDECK_(?!CHROMIUM$))/.test(name)) delete process.env[name]
  }
}
