/**
 * How often a property is tried: `floor` times in every test run, and as many times more as `HUBDECK_RUNS` says in a
 * long one. What fast-check finds, it prints with its seed.
 */
export function runs(floor: number): number {
  const times = Number(process.env.HUBDECK_RUNS || 1)
  if (!(times >= 1))
    throw new Error('HUBDECK_RUNS must be a number from 1 on: no run would be a test that cannot fail.')
  return Math.round(floor * times)
}
