import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { remembered } from '#lib/base/remembered.ts'
import { kindOfModels, metadataType, moduleReader, typesFrom } from '#lib/config/kinds/kind-of-models.ts'
import type { KindTable, KindType } from '#lib/config/kinds/kind-table.ts'
import { RecentlyUsed } from '#lib/server/process/recently-used.ts'

const models = 'kubernetes-models'

/** Packages stay where they are while the server runs. */
const folderOf = remembered(findFolder)

/** Where Node finds a package from here; a bundle has no modules of its own around it. */
function findFolder(name: string): string {
  const file = findPackageJSON(name, pathToFileURL(join(process.cwd(), 'package.json')))
  if (file === undefined) throw new Error(`${name} is not installed`)
  return dirname(file)
}

const packagePattern = /^(@[\w-]+\/[\w-]+|[\w-]+)\/(.+)$/

/** The types are read from the declarations of the very package whose schemas the preview checks with. */
async function textOf(path: string): Promise<string | undefined> {
  const [, name = '', inside = ''] = packagePattern.exec(path) ?? []
  return readFile(`${join(/* turbopackIgnore: true */ folderOf(name), inside)}.d.ts`, 'utf8').catch(
    () => undefined,
  )
}

const readModule = moduleReader(textOf)

/** There are about 200 kinds, and any number of made-up ones in documents. */
const tables = new RecentlyUsed<string, Promise<KindTable | undefined>>(400)

/** Undefined for a type that is no kind of Kubernetes. */
export function modelKind(resourceType: string): Promise<KindTable | undefined> {
  const known = tables.get(resourceType)
  if (known !== undefined) return known
  const table = kindOfModels(resourceType, readModule)
  tables.set(resourceType, table, 1)
  return table
}

export async function metadataTypes(): Promise<Record<string, KindType>> {
  return (await typesFrom(metadataType, readModule)) ?? {}
}

let types: Promise<readonly string[]> | undefined

/** Every kind of Kubernetes, as `apps/v1/Deployment`, but for its lists. */
export function modelTypes(): Promise<readonly string[]> {
  types ??= listTypes()
  return types
}

async function listTypes(): Promise<readonly string[]> {
  const root = folderOf(models)
  const paths = (await readdir(root, { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const candidates = paths.flatMap((path) => /^([a-z].*v\d\w*\/[A-Z]\w*)\.d\.ts$/.exec(path)?.[1] ?? [])
  const kinds = await Promise.all(
    candidates.map(async (type) => {
      const text = type.endsWith('List') ? undefined : await textOf(`${models}/${type}`)
      return text?.includes('static kind:') === true ? type : undefined
    }),
  )
  return kinds.filter((type) => type !== undefined).sort()
}
