import { setTimeout as pause } from 'node:timers/promises'
import { ConfigHubError, isCutOff } from '#lib/confighub/error.ts'

/** How long and how often one write is put off while the hub says that it is busy. */
const most = { attempts: 8, waitMs: 60_000 }
const firstWaitMs = 500

/** How the writes of one commit follow a hub that asks for patience (429, 503): fewer at once from then on, and later. */
export class Pace {
  private atOnce: number
  private underWay = 0
  private readonly queue: (() => void)[] = []
  private pausedUntil = 0

  constructor(atOnce: number) {
    this.atOnce = atOnce
  }

  /** Makes a call that may safely be made again, until the hub has time for it. The last refusal is thrown. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      await this.turn()
      try {
        return await onceMoreIfCutOff(call)
      } catch (error) {
        const waitMs = waitOf(error, attempt)
        if (waitMs === undefined || attempt === most.attempts) throw error
        this.atOnce = Math.max(1, Math.floor(this.atOnce / 2))
        this.pausedUntil = Math.max(this.pausedUntil, Date.now() + waitMs)
      } finally {
        this.underWay--
        this.queue.shift()?.()
      }
    }
  }

  private async turn(): Promise<void> {
    while (this.underWay >= this.atOnce) await new Promise<void>((resolve) => this.queue.push(resolve))
    this.underWay++
    for (let left = this.pausedUntil - Date.now(); left > 0; left = this.pausedUntil - Date.now())
      await pause(left)
  }
}

/**
 * A server may close an idle connection at the moment a call is sent over it (RFC 9112, 9.3.1), so a call that was cut off
 * is made once more. When that one is refused, the first may have arrived after all, so the error of the first is thrown.
 */
async function onceMoreIfCutOff<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ConfigHubError) || !isCutOff(error)) throw error
    return call().catch((second: unknown) => {
      throw isBusy(second) ? second : error
    })
  }
}

function isBusy(error: unknown): error is ConfigHubError {
  return error instanceof ConfigHubError && (error.status === 429 || error.status === 503)
}

/** Undefined when the hub is not merely busy, or asks for more patience than a commit has. */
function waitOf(error: unknown, attempt: number): number | undefined {
  if (!isBusy(error)) return undefined
  const waitMs =
    error.retryAt === undefined ? firstWaitMs * 2 ** (attempt - 1) : Math.max(0, error.retryAt - Date.now())
  return waitMs > most.waitMs ? undefined : waitMs
}
