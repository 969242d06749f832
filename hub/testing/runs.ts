/**
 * How often a property is tried: `floor` times in every test run, and as many times more as `HUBDECK_RUNS` says in a
 * long one. What fast-check finds, it prints with its seed.
 */
export function runs(floor: number): number {
  return floor * Number(process.env.HUBDECK_RUNS ?? 1)
}
