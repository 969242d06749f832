import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { kindOfModels, moduleReader } from '#lib/config/kinds/kind-of-models.ts'

const read = moduleReader((path) => readFile(`node_modules/${path}.d.ts`, 'utf8').catch(() => undefined))

it('every kind of the package is read, with a description and no type left unknown', async () => {
  const files = readdirSync('node_modules/kubernetes-models', { recursive: true, encoding: 'utf8' })
  const types = files.flatMap((file) => /^([a-z].*v\d\w*\/[A-Z]\w*)\.d\.ts$/.exec(file)?.[1] ?? [])
  let kinds = 0
  for (const type of types) {
    const table = await kindOfModels(type, read)
    if (table === undefined) continue
    kinds += 1
    for (const [name, { fields }] of Object.entries(table.types)) {
      const broken = Object.entries(fields).filter(
        ([, { shape }]) => shape.is === 'type' && table.types[shape.name] === undefined,
      )
      expect(broken, `${type}: ${name}`).toEqual([])
    }
  }
  expect(kinds).toBeGreaterThan(150)
})

it.each(['v1/Container', 'apps/v1/Deploymen', '../v1/Pod', 'v1/../../yaml', 'example.com/v1/Own', ''])(
  '%s is no kind of Kubernetes',
  async (type) => {
    expect(await kindOfModels(type, read)).toBeUndefined()
  },
)

it('a module that was not there is looked for again', async () => {
  const texts = new Map<string, string>()
  const again = moduleReader(async (path) => texts.get(path))
  expect(await again('made-up')).toBeUndefined()
  texts.set('made-up', 'export interface IMadeUp {}')
  expect(await again('made-up')).toBeDefined()
})
