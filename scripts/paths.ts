import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout; commands work from any directory. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** What `npm start` keeps between runs: secrets, the embedded hub's data, the fingerprint of the build. */
export const stateDirectory = join(root, '.hubdeck')

export const nextCommand = join(root, 'node_modules/next/dist/bin/next')

/** The dashboard's own process: Next's server behind the front door. */
export const dashboardCommand = join(root, 'scripts/dashboard.ts')
