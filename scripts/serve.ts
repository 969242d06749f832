import { join } from 'node:path'
import { ensureBuild } from '#scripts/build.ts'
import { type Child, lastLines, startChild, stopChildren } from '#scripts/child.ts'
import { demoUsers } from '#scripts/demo-users.ts'
import { startEmbeddedHub } from '#scripts/embedded-hub.ts'
import { type Flags, readFlags, usage } from '#scripts/flags.ts'
import { dashboardCommand, root, stateDirectory } from '#scripts/paths.ts'
import { mustBeFree } from '#scripts/ports.ts'
import { Problem } from '#scripts/problem.ts'
import { frame, step } from '#scripts/progress.ts'
import { readSecrets } from '#scripts/secrets.ts'
import { waitFor } from '#scripts/wait-for.ts'
import { mustBeWritable } from '#scripts/write-permission.ts'

export type Mode = 'start' | 'dev'

const readyTimeoutMs = 120_000

/** Checks, builds and starts what is needed, and runs until it is stopped or one of its parts dies. */
export async function serve(mode: Mode): Promise<number> {
  const flags = readFlags(process.argv.slice(2), process.env)
  if (flags === 'help') {
    console.log(usage)
    return 0
  }
  const asked = untilAskedToStop()
  try {
    await Promise.race([asked, run(mode, flags)])
    console.log('\nStopping.')
    return 0
  } finally {
    await stopChildren()
  }
}

async function run(mode: Mode, flags: Flags): Promise<never> {
  const realHub = process.env.CONFIGHUB_URL || undefined
  await check(flags, realHub)
  if (mode === 'start') await ensureBuild()

  const secrets = await readSecrets(join(stateDirectory, 'secrets.json'))
  const environment: Record<string, string> = {
    HUBDECK_SECRET: process.env.HUBDECK_SECRET || secrets.deckSecret,
  }
  const parts: Child[] = []
  if (realHub === undefined) {
    parts.push(await startEmbeddedHub(flags.hubPort, secrets.hubToken))
    environment.CONFIGHUB_URL = `http://127.0.0.1:${flags.hubPort}`
    environment.HUBDECK_DEMO_USERS = demoUsers(secrets.hubToken)
  }
  // With a real server the log belongs on standard output, where the platform collects it.
  const log =
    realHub === undefined && mode === 'start' ? join(stateDirectory, 'logs/dashboard.log') : undefined
  parts.push(await startDashboard(mode, flags, environment, log))
  console.log(`\n${frame(welcome(flags, realHub, log))}\n`)
  return await Promise.race(parts.map(died))
}

async function check(flags: Flags, realHub: string | undefined): Promise<void> {
  await mustBeWritable(stateDirectory)
  await mustBeWritable(join(root, '.next'))
  await mustBeFree(flags.host, flags.port, 'the dashboard', '--port')
  if (realHub === undefined) await mustBeFree('127.0.0.1', flags.hubPort, 'the embedded hub', '--hub-port')
}

async function startDashboard(
  mode: Mode,
  flags: Flags,
  environment: Readonly<Record<string, string>>,
  log: string | undefined,
): Promise<Child> {
  const starting = step('Starting the dashboard')
  const child = await startChild({
    name: 'The dashboard',
    args: [dashboardCommand, '-H', flags.host, '-p', String(flags.port)],
    environment: {
      ...environment,
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    ...(log === undefined ? {} : { log }),
  })
  try {
    await waitFor(child, `${address(flags)}/healthz`, readyTimeoutMs)
  } catch (cause) {
    starting.failed()
    throw cause
  }
  starting.done()
  return child
}

function welcome(flags: Flags, realHub: string | undefined, log: string | undefined): string[] {
  return [
    `Hubdeck is ready: ${address(flags)}`,
    realHub === undefined
      ? `Embedded hub (demo fleet): http://127.0.0.1:${flags.hubPort}/api`
      : `ConfigHub: ${realHub}`,
    ...(log === undefined ? [] : [`Logs: ${join(stateDirectory, 'logs')}`]),
    'Stop with Ctrl+C',
  ]
}

function address({ host, port }: Flags): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

async function died(child: Child): Promise<never> {
  const code = await child.gone
  const end = await lastLines(child.log)
  throw new Problem(
    `${child.name} stopped by itself (exit ${code}); stopping the rest.`,
    child.log === undefined ? 'Its output above says why.' : `The end of ${child.log}:\n${end}`,
  )
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
