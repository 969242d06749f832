import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEnv } from '#lib/server/process/env.ts'
import { keptKey } from '#lib/server/process/signing-key.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubdeck-key-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const good = {
  NODE_ENV: 'production',
  CONFIGHUB_URL: 'https://hub.example',
  HUBDECK_SECRET: 'a-secret-of-at-least-thirty-two-characters',
}
const pemOf = (key: { privateKey: ReturnType<typeof generateKeyPairSync>['privateKey'] }) =>
  String(key.privateKey)
const pem = {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
} as const

it('is made once and kept for its owner alone, also when several processes begin at once', async () => {
  const path = join(folder, 'state/signing-key.pem')
  const keys = await Promise.all([1, 2, 3, 4].map(() => keptKey(path)))
  const later = await keptKey(path)

  expect(keys.every((key) => key.equals(later))).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(folder, 'state'))).toEqual(['signing-key.pem'])
})

it.each([
  ['ECDSA P-256', generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })],
  ['Ed25519', generateKeyPairSync('ed25519', pem)],
])('can be set as %s', (_, pair) => {
  expect(readEnv({ ...good, HUBDECK_SIGNING_KEY: pemOf(pair) }).HUBDECK_SIGNING_KEY?.type).toBe('private')
})

it.each([
  [
    'another kind',
    pemOf(generateKeyPairSync('rsa', { modulusLength: 2048, ...pem })),
    /another kind than ECDSA/,
  ],
  ['a public key', generateKeyPairSync('ed25519', pem).publicKey, /is not a private key in PEM/],
  ['a file that is missing', '/nowhere/key.pem', /ENOENT/],
])('is refused by name as %s, without being shown', (_, HUBDECK_SIGNING_KEY, reason) => {
  const read = () => readEnv({ ...good, HUBDECK_SIGNING_KEY })
  expect(read).toThrow(reason)
  expect(read).toThrow(/HUBDECK_SIGNING_KEY/)
  expect(read).not.toThrow(/BEGIN/)
})
