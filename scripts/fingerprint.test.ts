import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fingerprint } from '#scripts/fingerprint.ts'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubdeck-fingerprint-'))
  await mkdir(join(root, 'app/units'), { recursive: true })
  await writeFile(join(root, 'app/units/page.tsx'), 'one')
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

it('depends on the contents and names of files, and on nothing else', async () => {
  const before = await fingerprint(root)

  await writeFile(join(root, 'README.md'), 'not an input')
  await writeFile(join(root, 'app/units/page.test.tsx'), 'tests are not built')
  expect(await fingerprint(root)).toBe(before)

  await writeFile(join(root, 'app/units/page.tsx'), 'two')
  const edited = await fingerprint(root)
  expect(edited).not.toBe(before)

  await writeFile(join(root, 'app/units/page.tsx'), 'one')
  expect(await fingerprint(root)).toBe(before)

  await rename(join(root, 'app/units/page.tsx'), join(root, 'app/units/layout.tsx'))
  expect(await fingerprint(root)).not.toBe(before)
})
