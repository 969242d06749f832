import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem } from '#scripts/problem.ts'

export type Secrets = {
  /** Token of the embedded hub's administrator; the other demo tokens are derived from it. */
  readonly hubToken: string
  /** Key of the session cookie and of the seal. */
  readonly deckSecret: string
}

/** Created once and kept, so that sessions, seals and the hub's tokens survive a restart. */
export async function readSecrets(path: string): Promise<Secrets> {
  const kept = await read(path)
  const hubToken = text(kept.hubToken) ?? random()
  const deckSecret = text(kept.deckSecret) ?? random()
  if (hubToken !== kept.hubToken || deckSecret !== kept.deckSecret) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, `${JSON.stringify({ hubToken, deckSecret }, null, 2)}\n`, { mode: 0o600 })
  }
  // Also for an existing file, because a copied checkout may have given it wider permissions.
  await chmod(path, 0o600)
  return { hubToken, deckSecret }
}

async function read(path: string): Promise<Record<string, unknown>> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (cause) {
    if (isMissing(cause)) return {}
    throw cause
  }
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Reported below; the user decides whether to keep or delete the file.
  }
  throw new Problem(
    `${path} is not readable as JSON.`,
    'Delete it to make new secrets. Everyone then signs in again, and open previews expire.',
  )
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length >= 32 ? value : undefined
}

function random(): string {
  return randomBytes(32).toString('base64url')
}
