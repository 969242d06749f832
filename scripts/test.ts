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
    await vitest(),
    ...(await browserTests()),
  ]

  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  console.log()
  if (failed === 0) whole.done()
  else whole.failed()
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

/** A check without tests in it: silent when it holds, its whole output when it does not. */
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

async function vitest(): Promise<Tally> {
  const report = join(logs, 'vitest.json')
  await rm(report, { force: true })
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return await suite('Unit and contract tests', [inModules('vitest/vitest.mjs'), ...args], {}, () =>
    vitestTally(report),
  )
}

async function browserTests(): Promise<Tally[]> {
  try {
    await ensureBuild()
    const looking = step('Chromium')
    const browser = ensureChromium()
    looking.done(browser)
    const report = join(logs, 'playwright.json')
    await rm(report, { force: true })
    const args = [inModules('@playwright/test/cli.js'), 'test', '--reporter=list,json']
    const environment = { HUBDECK_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    return [await suite('Browser tests', args, environment, () => playwrightTally(report))]
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause
    console.log(`✗ ${cause.message}\n  ${cause.remedy.replaceAll('\n', '\n  ')}`)
    return [broken]
  }
}

async function suite(
  title: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
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

/** The tests bring their own hub; a shell that points at a real one must not reach them. */
function forgetServer(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(CONFIGHUB_|HUBDECK_(?!CHROMIUM$))/.test(name)) delete process.env[name]
  }
}
