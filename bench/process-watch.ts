import { readFile } from 'node:fs/promises'

/** What a process used while something ran. */
export type Used = {
  /** Seconds of processor time, of all its threads. */
  readonly cpuSeconds: number
  /** MiB by which its memory was larger at the most than at the start. */
  readonly grownMiB: number
  /** The slowest answer of `/healthz`, which was asked all the time. */
  readonly slowestHealthMs: number
}

const sampleMs = 50

/** Runs something and watches a server meanwhile. Linux reports memory and processor time of a process. */
export async function watched<T>(
  { url, pid }: { readonly url: string; readonly pid: number },
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly used: Used }> {
  const before = { cpu: await cpuSeconds(pid), memory: await memoryMiB(pid) }
  let isRunning = true
  let peak = before.memory
  let slowest = 0
  const watching = (async () => {
    while (isRunning) {
      const started = performance.now()
      await (await fetch(`${url}/healthz`)).text()
      slowest = Math.max(slowest, performance.now() - started)
      peak = Math.max(peak, await memoryMiB(pid))
      await new Promise((resolve) => setTimeout(resolve, sampleMs))
    }
  })()
  // Awaited below; a rejection before that must not end the process, and leave the servers behind.
  watching.catch(() => undefined)
  try {
    const value = await run()
    isRunning = false
    await watching
    const cpu = (await cpuSeconds(pid)) - before.cpu
    return { value, used: { cpuSeconds: cpu, grownMiB: peak - before.memory, slowestHealthMs: slowest } }
  } finally {
    isRunning = false
  }
}

async function memoryMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** Ticks of user and system time; Linux counts a hundred of them in a second. */
async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
