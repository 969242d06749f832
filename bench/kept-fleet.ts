import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { step } from '#scripts/progress.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

/** A hub's directory with the fleet in it: a kept one, or a new one. Loading it takes minutes. */
export async function keptFleet(fleet: string, directory: string, token: string): Promise<string> {
  const place = join(directory, fleet.replace(':', '-'))
  const known = await stat(join(place, 'pgdata')).catch(() => undefined)
  await mkdir(place, { recursive: true })
  if (known === undefined) await loadFleet(fleet, place, 'PGlite', token)
  return place
}

export async function loadFleet(fleet: string, data: string, name: string, token: string): Promise<void> {
  const loading = step(`Loading ${fleet} on ${name}`)
  const hub = await startHubProcess({ data, fleet, token })
  await hub.stop()
  loading.done()
}
