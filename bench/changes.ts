import { parseArgs } from 'node:util'
import { changeFigures } from '#bench/change-figures.ts'
import { servicesOf } from '#bench/change-runs.ts'
import { changeLines } from '#bench/change-targets.ts'
import { onLargeFleet } from '#bench/large-fleet.ts'
import { signIn } from '#bench/requests.ts'
import { command } from '#scripts/problem.ts'
import { step } from '#scripts/progress.ts'

const { values: flags } = parseArgs({
  options: {
    /** A directory where the loaded PGlite stays for the next time. */
    keep: { type: 'string' },
    /** Only the figures whose names begin like this: `preview`, `commit`, `classes` or `result`. */
    only: { type: 'string', default: '' },
    /** A directory for processor profiles of the dashboard's own thread. */
    profile: { type: 'string' },
  },
})

// `npm run bench:changes`: previews and commits on 50,000 units, beside the reads and writes they cannot avoid.
await command(() =>
  onLargeFleet(
    { keep: flags.keep, isWritten: true, flags: profiling(flags.profile), note: '; medians' },
    async (side, pid) => {
      const person = await signIn(side)
      const services = await servicesOf(side)
      const measuring = step('Measuring')
      const found = await changeFigures({ ...side, person, services }, pid, flags.only)
      measuring.done()
      return changeLines(found)
    },
  ),
)

function profiling(directory: string | undefined): string[] {
  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`]
}
