/** Microseconds since 1970 of `2026-01-31`, `2026-01-31T08:00:00[.123456789][Z]`: without a zone in UTC, finer rounded. */
export function microseconds(text: string): bigint | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d+)?Z?)?$/.exec(text)
  if (!parts) return undefined
  const seconds = Date.parse(`${parts[1]}T${parts[2] ?? '00:00:00'}Z`)
  if (Number.isNaN(seconds)) return undefined
  return BigInt(seconds) * 1000n + BigInt(roundHalfEven(Number(parts[3] ?? 0) * 1_000_000))
}

/** As PostgreSQL rounds what a column of microseconds cannot hold. */
function roundHalfEven(value: number): number {
  const down = Math.floor(value)
  if (value - down !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}
