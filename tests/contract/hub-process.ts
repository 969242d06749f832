import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type HubProcess = {
  /** Base URL with `/api` at its end. */
  readonly url: string
  readonly pid: number
  /** What it has printed so far. */
  readonly output: () => string
  /** Waits until the process has ended. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
}

export type HubStart = {
  /** `memory`, a directory or `postgres://...` */
  readonly data: string
  readonly fleet: string
  readonly token: string
  readonly flags?: readonly string[]
}

/** A hub as its users start it: its own process, listening on a port that nobody else uses. */
export async function startHubProcess(start: HubStart): Promise<HubProcess> {
  const port = await freePort()
  const flags = [
    ...['--port', String(port), '--data', start.data, '--fleet', start.fleet],
    ...(start.flags ?? []),
  ]
  const child = spawn(process.execPath, ['--import', './tests/end-with-parent.ts', 'hub/main.ts', ...flags], {
    cwd: root,
    env: { ...process.env, HUBDECK_HUB_TOKEN: start.token },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.channel?.unref()
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text))
  }
  const url = `http://127.0.0.1:${port}/api`
  await answering(url, child, output)
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output.join(''),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill(signal)
      await exited
    },
  }
}

const startTimeoutMs = 400_000

async function answering(url: string, child: ChildProcess, output: readonly string[]): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break
    const answer = await fetch(`${url}/info`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the hub did not come up:\n${output.join('')}`)
}

/** A free port, for a server that needs a fixed one. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
