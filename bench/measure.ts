type Side = { readonly name: string; readonly run: () => Promise<void> }

export type Comparison = {
  readonly question: string
  /** The measured side and the baseline it is compared with. */
  readonly ours: Side
  readonly bare: Side
  readonly rounds: number
}

export type Measured = { readonly oursMs: number; readonly bareMs: number; readonly ratio: number }

/** Measures both sides in turn, so that other load on the machine affects both, and takes the median of each. */
export async function measure({ ours, bare, rounds }: Comparison): Promise<Measured> {
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  for (let warmUp = 0; warmUp < 3; warmUp += 1) {
    await ours.run()
    await bare.run()
  }
  for (let round = 0; round < rounds; round += 1) {
    // The side that goes first alternates, so that neither always finds the caches warm.
    const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)
    for (const side of order) {
      const started = performance.now()
      await (side === 'ours' ? ours : bare).run()
      times[side].push(performance.now() - started)
    }
  }
  const oursMs = median(times.ours)
  const bareMs = median(times.bare)
  return { oursMs, bareMs, ratio: oursMs / bareMs }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** How evenly frames follow one another, from the times between them in milliseconds. */
export function evenness(between: readonly number[]): { readonly p95Ms: number; readonly longestMs: number } {
  const sorted = between.toSorted((a, b) => a - b)
  return {
    p95Ms: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
    longestMs: sorted.at(-1) ?? Number.NaN,
  }
}

export function report({ question, ours, bare, rounds }: Comparison, measured: Measured): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`
  return [
    `${measured.ratio.toFixed(2)}x  ${question}`,
    `       ${ours.name}: ${ms(measured.oursMs)}`,
    `       ${bare.name}: ${ms(measured.bareMs)}   (medians of ${rounds} interleaved runs)`,
  ].join('\n')
}
