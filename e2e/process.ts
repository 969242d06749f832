import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export type Running = {
  /** Waits until the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>
  running(): boolean
  /** The end of its standard output and error. */
  output(): string
  /** Suspends the process: it accepts connections and answers nothing until it is thawed. */
  freeze(): void
  thaw(): void
  /** Sends it a message and waits until it answers. */
  tell(message: Readonly<Record<string, string>>): Promise<void>
}

export type Start = {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Polled until it answers; then the process is ready. */
  readonly readyUrl: string
  readonly timeoutMs: number
}

/** One of our own programs in a process of its own, as its users start it. */
export async function start({ args, environment, readyUrl, timeoutMs }: Start): Promise<Running> {
  const child = spawn(process.execPath, ['--import', './tests/end-with-parent.ts', ...args], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.channel?.unref()
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output.push(text)
      if (output.length > 20_000) output.shift()
    })
  }
  const running = () => child.exitCode === null && child.signalCode === null
  const deadline = Date.now() + timeoutMs
  while (!(await answers(readyUrl))) {
    if (!running() || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`${args[0]} did not come up at ${readyUrl}:\n${output.join('')}`)
    }
    await pause(50)
  }
  return {
    running,
    output: () => output.join(''),
    stop: (signal = 'SIGTERM') => stop(child, signal),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    tell: async (message) => {
      const waiting = new AbortController()
      const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(timeoutMs)])
      const answered = once(child, 'message', { signal })
      const ended = once(child, 'exit', { signal }).then(() => {
        throw new Error(`${args[0]} ended before it answered:\n${output.join('')}`)
      })
      child.send(message)
      await Promise.race([answered, ended]).finally(() => waiting.abort())
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const kill = setTimeout(() => child.kill('SIGKILL'), 5000)
  await gone
  clearTimeout(kill)
}

/** A port that nobody listens on now. */
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
