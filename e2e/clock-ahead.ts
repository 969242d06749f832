// Preloaded into a dashboard to set its clock ahead, so that seals expire without waiting.
const aheadMs = Number(process.env.E2E_MINUTES_AHEAD) * 60_000
const now = Date.now

Date.now = () => now() + aheadMs
globalThis.Date = new Proxy(Date, {
  construct: (target, parts, newTarget) =>
    Reflect.construct(target, parts.length === 0 ? [Date.now()] : parts, newTarget),
})
