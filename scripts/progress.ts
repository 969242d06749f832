export type Step = {
  /** Leaves the terminal to a child that prints its own output. */
  pause(): void
  done(note?: string): void
  failed(note?: string): void
}

/** One line per step; on a terminal it counts the seconds meanwhile. */
export function step(title: string): Step {
  const startedAt = performance.now()
  const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const live = process.stdout.isTTY
  const redraw = () => process.stdout.write(`\r\x1b[2K… ${title} ${elapsed()}`)
  const ticking = live ? setInterval(redraw, 200) : undefined
  if (live) redraw()
  else console.log(`… ${title}`)

  const pause = () => {
    clearInterval(ticking)
    if (live) process.stdout.write(`\r\x1b[2K… ${title}\n`)
  }
  const end = (mark: string, note: string) => {
    clearInterval(ticking)
    if (live) process.stdout.write('\r\x1b[2K')
    console.log(`${mark} ${title} (${elapsed()})${note === '' ? '' : `: ${note}`}`)
  }
  return { pause, done: (note = '') => end('✓', note), failed: (note = '') => end('✗', note) }
}

/** Lines that must stand out from the rest of the output. */
export function frame(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length))
  const bar = '─'.repeat(width + 2)
  return [`┌${bar}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${bar}┘`].join('\n')
}
