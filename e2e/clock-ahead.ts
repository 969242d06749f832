// Preloaded into a dashboard whose clock is to be ahead: seals run out without anybody waiting for it.
const aheadMs = Number(process.env.E2E_MINUTES_AHEAD) * 60_000
const now = Date.now

class DateAhead extends Date {
  constructor(...parts: unknown[]) {
    if (parts.length === 0) super(now() + aheadMs)
    else super(...(parts as [number]))
  }

  static override now(): number {
    return now() + aheadMs
  }
}

globalThis.Date = DateAhead as DateConstructor
