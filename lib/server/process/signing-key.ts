import 'server-only'
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Outcome } from '#lib/base/result.ts'
import { env } from '#lib/server/process/env.ts'
import { privateKeyOf } from '#lib/server/process/private-key.ts'

let known: KeyObject | undefined

/** The key that signs evidence: the one that is set, or one that is made once and kept beside the other secrets. */
export async function signingKey(): Promise<Outcome<KeyObject>> {
  const set = env().HUBDECK_SIGNING_KEY
  if (set !== undefined) return { ok: true, value: set }
  try {
    known ??= await keptKey(join(process.cwd(), '.hubdeck/signing-key.pem'))
    return { ok: true, value: known }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return {
      ok: false,
      message: `Evidence cannot be signed: no key is set, and none can be kept (${why}). Set HUBDECK_SIGNING_KEY.`,
    }
  }
}

/** @internal For tests. */
export async function keptKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const fresh = `${path}.${randomUUID()}`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const existing = await readFile(path, 'utf8').catch(ifMissing)
  if (existing !== undefined) return privateKeyOf(existing)
  await writeFile(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  try {
    // Whole or not at all: another process may be making one at the same time, and the first one stays.
    await link(fresh, path)
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause
  } finally {
    await rm(fresh, { force: true })
  }
  return privateKeyOf(await readFile(path, 'utf8'))
}

function ifMissing(cause: unknown): undefined {
  if (codeOf(cause) !== 'ENOENT') throw cause
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}
