import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { explorerFigures } from '#bench/explorer-figures.ts'
import { explorerLines } from '#bench/explorer-targets.ts'
import { onLargeFleet } from '#bench/large-fleet.ts'
import { chromiumFlags, ensureChromium } from '#scripts/chromium.ts'
import { command } from '#scripts/problem.ts'

const { values: flags } = parseArgs({
  options: {
    /** A directory where the loaded PGlite stays for the next time. */
    keep: { type: 'string' },
  },
})

// `npm run bench:explorer`: the explorer over 50,000 units in Chromium, beside the bare calls it cannot do without.
await command(async () => {
  const executablePath = ensureChromium()
  return onLargeFleet({ keep: flags.keep }, async (side) => {
    const browser = await chromium.launch({ executablePath, args: chromiumFlags })
    try {
      return explorerLines(await explorerFigures({ ...side, browser }))
    } finally {
      await browser.close()
    }
  })
})
