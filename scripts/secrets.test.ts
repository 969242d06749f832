import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSecrets } from '#scripts/secrets.ts'

let directory = ''

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hubdeck-secrets-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
})

it('creates secrets once, readable by their owner only', async () => {
  const path = join(directory, 'new', 'secrets.json')

  const first = await readSecrets(path)
  await chmod(path, 0o644)
  const second = await readSecrets(path)

  expect(second).toEqual(first)
  expect(first.hubToken).not.toBe(first.deckSecret)
  expect(first.deckSecret.length).toBeGreaterThanOrEqual(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it('refuses a damaged file instead of overwriting it', async () => {
  const path = join(directory, 'secrets.json')
  await writeFile(path, '{"hubToken": ')

  await expect(readSecrets(path)).rejects.toThrow('not readable as JSON')
})
