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
const quiet = { NEXT_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1' }
const ok: Tally = { passed: 0, failed: 0 }
const broken: Tally = { passed: 0, failed: 1 }

await command(async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stopChildren().then(() => process.exit(130)))
  }
  await mustBeWritable(logs)
  forgetServer()
  const whole = step('Whole run')
  whole.pause()

  const tallies = [
    await gate('Format and lint', [inModules('@biomejs/biome/bin/biome'), 'ci', '.']),
    await gate('Route types', [nextCommand, 'typegen']),
    await gate('Types', [inModules('typescript/bin/tsc')]),
    await gate('Unused code', [inModules('knip/bin/knip.js')]),
    await gate('Code that only tests use', [inModules('knip/bin/knip.js'), '--production']),
    ...(await testsWithChromium()),
  ]

  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  console.log()
  if (failed === 0) whole.done()
  else whole.failed()
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

/** A check that is not a test: silent when it passes, with its whole output when it fails. */
async function gate(title: string, args: readonly string[]): Promise<Tally> {
  const running = step(title)
  const log = join(logs, `${title.toLowerCase().replaceAll(' ', '-')}.log`)
  const child = await startChild({ name: title, args, environment: quiet, log })
  const code = await child.gone
  if (code === 0) {
    running.done()
    return ok
  }
  running.failed(`exit ${code}`)
  console.log(await lastLines(log, 400))
  return broken
}

/** Unit, contract and component tests, then journeys; the latter two need a browser. */
async function testsWithChromium(): Promise<Tally[]> {
  const browser = await tellingWhatIsMissing(async () => {
    const looking = step('Chromium')
    const found = ensureChromium()
    looking.done(found)
    return found
  })
  if (browser === undefined) return [broken]
  const environment = { HUBDECK_CHROMIUM: browser }
  const tally = await vitest(environment)
  const built = await tellingWhatIsMissing(async () => {
    await ensureBuild()
    return true
  })
  return built ? [tally, await journeys(environment)] : [tally, broken]
}

type Environment = Readonly<Record<string, string>>

async function vitest(environment: Environment): Promise<Tally> {
  const report = join(logs, 'vitest.json')
  await rm(report, { force: true })
  const args = [
    inModules('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  return await suite('Unit, contract and component tests', args, environment, () => vitestTally(report))
}

async function journeys(environment: Environment): Promise<Tally> {
  const report = join(logs, 'playwright.json')
  await rm(report, { force: true })
  const args = [inModules('@playwright/test/cli.js'), 'test', '--reporter=list,json']
  return await suite('Browser tests', args, { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, () =>
    playwrightTally(report),
  )
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
  tally: () => Promise<Tally>,
): Promise<Tally> {
  const running = step(title)
  running.pause()
  const child = await startChild({ name: title, args, environment: { ...quiet, ...environment } })
  const code = await child.gone
  const counted = await tally()
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
