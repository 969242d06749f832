import { join } from 'node:path'
import { type Child, startChild } from '#scripts/child.ts'
import { root, stateDirectory } from '#scripts/paths.ts'
import { step } from '#scripts/progress.ts'
import { waitFor } from '#scripts/wait-for.ts'

const readyTimeoutMs = 180_000

/** The hub with the demo fleet, in a separate process; its data stays in `.hubdeck/hub`. */
export async function startEmbeddedHub(port: number, adminToken: string): Promise<Child> {
  const starting = step('Starting the embedded hub with the demo fleet')
  const child = await startChild({
    name: 'The embedded hub',
    args: [
      join(root, 'hub/main.ts'),
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--data', join(stateDirectory, 'hub'), '--fleet', 'microtraderx'],
    ],
    // Not a flag, because every user of the machine can read flags in the list of processes.
    environment: { HUBDECK_HUB_TOKEN: adminToken },
    log: join(stateDirectory, 'logs/hub.log'),
  })
  try {
    await waitFor(child, `http://127.0.0.1:${port}/api/info`, readyTimeoutMs)
  } catch (cause) {
    starting.failed()
    throw cause
  }
  starting.done(`http://127.0.0.1:${port}/api`)
  return child
}
