import 'server-only'

export type QueueLimits = {
  /** Tasks that run at a time. */
  readonly running: number
  /** Of those, tasks of one owner, so that others always find a free slot. */
  readonly runningPerOwner: number
  readonly waiting: number
  readonly waitingPerOwner: number
}

type Lane = {
  running: number
  readonly waiting: (() => void)[]
  /** When it had its last turn: the lowest is next. */
  turn: number
}

/** Owners take turns, however many tasks each has; what does not fit is refused rather than kept waiting for ever. */
export class FairQueue {
  readonly #limits: QueueLimits
  readonly #lanes = new Map<string, Lane>()
  #running = 0
  #waiting = 0
  #turns = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** Runs a task when its turn comes. Undefined when the queue is full; the signal ends waiting, not running. */
  async run<T>(
    owner: string,
    task: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<{ value: T } | undefined> {
    signal?.throwIfAborted()
    const lane = this.#laneOf(owner)
    const { waiting, waitingPerOwner } = this.#limits
    if (this.#waiting >= waiting || lane.waiting.length >= waitingPerOwner) return undefined
    await this.#turn(lane, signal)
    try {
      return { value: await task() }
    } finally {
      lane.running -= 1
      this.#running -= 1
      if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(owner)
      this.#startNext()
    }
  }

  #laneOf(owner: string): Lane {
    const known = this.#lanes.get(owner)
    if (known !== undefined) return known
    // Before the owner who had the last turn, after all who were already waiting.
    const lane: Lane = { running: 0, waiting: [], turn: this.#turns - 0.5 }
    this.#lanes.set(owner, lane)
    return lane
  }

  #turn(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        lane.waiting.splice(lane.waiting.indexOf(start), 1)
        this.#waiting -= 1
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      lane.waiting.push(start)
      this.#waiting += 1
      this.#startNext()
    })
  }

  #startNext(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { lane, start } = next
      this.#turns += 1
      lane.turn = this.#turns
      lane.running += 1
      this.#running += 1
      this.#waiting -= 1
      start()
    }
  }

  #next(): { lane: Lane; start: () => void } | undefined {
    const { running, runningPerOwner } = this.#limits
    if (this.#running >= running) return undefined
    const ready = [...this.#lanes.values()].filter(
      (lane) => lane.waiting.length > 0 && lane.running < runningPerOwner,
    )
    const lane = ready.toSorted((a, b) => a.turn - b.turn)[0]
    const start = lane?.waiting.shift()
    return lane === undefined || start === undefined ? undefined : { lane, start }
  }
}
