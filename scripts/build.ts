import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lastLines, startChild } from '#scripts/child.ts'
import { fingerprint } from '#scripts/fingerprint.ts'
import { nextCommand, root, stateDirectory } from '#scripts/paths.ts'
import { Problem } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'

const record = join(stateDirectory, 'build.json')

/** Builds when there is no build of exactly these sources; otherwise says so in one line. */
export async function ensureBuild(): Promise<void> {
  const sources = await fingerprint(root)
  if (await isBuilt(sources)) {
    step('Dashboard is up to date').done()
    return
  }
  const building = step('Building the dashboard (about a minute the first time)')
  const log = join(stateDirectory, 'logs/build.log')
  const child = await startChild({
    name: 'next build',
    args: [nextCommand, 'build'],
    environment: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    log,
  })
  const code = await child.gone
  if (code !== 0) {
    building.failed()
    throw new Problem(`next build failed (exit ${code}).`, `The end of ${log}:\n${await lastLines(log, 30)}`)
  }
  await writeFile(record, JSON.stringify({ sources, buildId: await buildId() }))
  building.done()
}

async function isBuilt(sources: string): Promise<boolean> {
  const id = await buildId()
  if (id === undefined) return false
  try {
    const kept: unknown = JSON.parse(await readFile(record, 'utf8'))
    return JSON.stringify(kept) === JSON.stringify({ sources, buildId: id })
  } catch {
    return false
  }
}

/** Next.js writes this file last, so an interrupted build does not have it. */
async function buildId(): Promise<string | undefined> {
  return await readFile(join(root, '.next/BUILD_ID'), 'utf8').catch(() => undefined)
}
