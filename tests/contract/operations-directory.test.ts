import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { get } from '#tests/contract/http.ts'
import type { HubAddress } from '#tests/contract/hub-address.ts'
import { runHubCommand } from '#tests/contract/hub-command.ts'
import { startHubProcess } from '#tests/contract/hub-process.ts'

const adminToken = randomBytes(24).toString('base64url')
let parent = ''

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'hubdeck-directory-'))
})
afterAll(async () => {
  await rm(parent, { recursive: true, force: true })
})

const start = async (data: string) => {
  const hub = await startHubProcess({ data, fleet: 'none', token: adminToken })
  onTestFinished(() => hub.stop('SIGKILL'))
  return hub
}
const startRefused = (data: string) =>
  runHubCommand('hub/main.ts', ['--port', '0', '--fleet', 'none', '--data', data], adminToken)

describe('the data directory', () => {
  it('belongs to one hub: a second one is refused with its process id, and so are the commands', async () => {
    const data = join(parent, 'one')
    const hub = await start(data)
    const refusal = {
      code: 1,
      output: expect.stringContaining(`The data directory is in use by process ${hub.pid}.`),
    }

    expect(await startRefused(data)).toEqual(refusal)
    const file = join(parent, 'file')
    expect(await runHubCommand('hub/backup.ts', ['--data', data, '--out', file])).toEqual(refusal)
    const address: HubAddress = { database: 'PGlite', url: hub.url, adminToken }
    expect((await get(address, '/me')).status).toBe(200)
    await hub.stop()
    const backup = await runHubCommand('hub/backup.ts', ['--data', data, '--out', file])
    expect(backup.code).toBe(0)
  })

  it('is given to only one of two hubs that start at the same moment', async () => {
    const data = join(parent, 'both')

    const started = await Promise.allSettled([start(data), start(data)])

    const [refused, ...others] = started.filter((result) => result.status === 'rejected')
    expect(others).toEqual([])
    expect(refused?.reason).toMatchObject({
      message: expect.stringContaining('The data directory is in use by'),
    })
    const winner = started.find((result) => result.status === 'fulfilled')
    expect(await readFile(join(data, 'lock'), 'utf8')).toBe(String(winner?.value.pid))
    await winner?.value.stop()
  })

  it('is free after kill -9, even when the process id is reused', async () => {
    const data = join(parent, 'killed')
    const killed = await start(data)
    await killed.stop('SIGKILL')
    expect(await readFile(join(data, 'lock'), 'utf8')).toBe(String(killed.pid))
    // As if the system had reused the process id for this process, which is alive and not a hub.
    await writeFile(join(data, 'lock'), String(process.pid))

    const next = await start(data)

    expect(await readFile(join(data, 'lock'), 'utf8')).toBe(String(next.pid))
    await next.stop()
  })

  it('is readable by its user alone, as is the data inside a directory that others may read', async () => {
    const made = join(parent, 'made')
    await (await start(made)).stop()
    expect((await stat(made)).mode & 0o777).toBe(0o700)

    const shared = join(parent, 'shared')
    await mkdir(join(shared, 'pgdata'), { recursive: true })
    await chmod(join(shared, 'pgdata'), 0o755)
    await (await start(shared)).stop()
    expect((await stat(join(shared, 'pgdata'))).mode & 0o777).toBe(0o700)
  })

  it('that cannot be created is reported at once, in one sentence', async () => {
    await writeFile(join(parent, 'a file'), '')
    const places = ['/proc/x', '/proc/x/y/z', join(parent, 'a file'), join(parent, 'a file', 'x')]

    for (const refused of await Promise.all(places.map(startRefused))) {
      expect(refused.code).toBe(1)
      expect(refused.output).toMatch(/^Cannot write to the data directory .* Choose another with --data\.\n$/)
    }
  })

  it('whose content is not a database is refused in one sentence, and left as it is', async () => {
    const data = join(parent, 'damaged')
    await mkdir(join(data, 'pgdata'), { recursive: true })
    await writeFile(join(data, 'pgdata', 'PG_VERSION'), '12\n')

    const refused = await startRefused(data)

    expect(refused.code).toBe(1)
    expect(refused.output).toContain(`Cannot open the data in ${data}`)
    expect(await readFile(join(data, 'pgdata', 'PG_VERSION'), 'utf8')).toBe('12\n')
  })
})
