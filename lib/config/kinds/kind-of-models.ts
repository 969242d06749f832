import { type Declarations, readDeclarations } from '#lib/config/kinds/declarations.ts'
import type { KindField, KindTable, KindType, Shape } from '#lib/config/kinds/kind-table.ts'

/** A module by its path, `kubernetes-models/apps/v1/Deployment`; undefined where there is none. */
export type ReadModule = (path: string) => Promise<Declarations | undefined>

/** Reads each module once: kinds have most of their types in common. What is not there is not remembered. */
export function moduleReader(textOf: (path: string) => Promise<string | undefined>): ReadModule {
  const modules = new Map<string, Promise<Declarations | undefined>>()
  return (path) => {
    const known = modules.get(path)
    if (known !== undefined) return known
    const loading = textOf(path).then((text) => (text === undefined ? undefined : readDeclarations(text)))
    modules.set(path, loading)
    const forget = () => modules.delete(path)
    loading.then((found) => found ?? forget(), forget)
    return loading
  }
}

/** `apps/v1/Deployment`. It becomes part of a path, so nothing else may stand in it. */
const kindPattern = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?v\d+(?:(?:alpha|beta)\d+)?\/[A-Z][A-Za-z0-9]*$/

/** What `kubernetes-models` says of a kind; undefined for a type that is no kind of Kubernetes. */
export async function kindOfModels(resourceType: string, read: ReadModule): Promise<KindTable | undefined> {
  if (!kindPattern.test(resourceType)) return undefined
  const root = `kubernetes-models/${resourceType}`
  const types = await typesFrom(root, read)
  const isKind = types?.[root]?.fields.kind !== undefined
  return types !== undefined && isKind ? { root, types } : undefined
}

/** The metadata that every resource has, custom ones too. */
export const metadataType = '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'

/** A type and all that it uses, each named by its module. */
export async function typesFrom(
  root: string,
  read: ReadModule,
): Promise<Record<string, KindType> | undefined> {
  const types: Record<string, KindType> = {}
  const visit = async (path: string): Promise<Shape | undefined> => {
    if (types[path] !== undefined) return { is: 'type', name: path }
    const declared = await read(path)
    if (declared === undefined) return undefined
    const own = `I${path.slice(path.lastIndexOf('/') + 1)}`
    const alias = declared.aliases.get(own)
    if (alias !== undefined) return alias
    return await addType(path, own, path, declared)
  }
  const addType = async (type: string, own: string, path: string, declared: Declarations): Promise<Shape> => {
    const fields: Record<string, KindField> = {}
    types[type] = { fields }
    for (const [name, field] of declared.interfaces.get(own) ?? [])
      fields[name] = { ...field, shape: await resolved(field.shape, path, declared) }
    return { is: 'type', name: type }
  }
  const resolved = async (shape: Shape, path: string, declared: Declarations): Promise<Shape> => {
    if (shape.is === 'list' || shape.is === 'map')
      return { is: shape.is, of: await resolved(shape.of, path, declared) }
    if (shape.is !== 'type') return shape
    // Written in place, within a type of this module.
    if (shape.name.includes('.')) return addType(`${path} ${shape.name}`, shape.name, path, declared)
    const from = declared.imports.get(shape.name)
    return (await visit(from === undefined ? path : modulePath(from, path))) ?? { is: 'any' }
  }
  return (await visit(root)) === undefined ? undefined : types
}

/** An import within the package is relative, one of another package is not. */
function modulePath(from: string, importer: string): string {
  if (!from.startsWith('.')) return from
  const { pathname } = new URL(from.replace(/\.js$/, ''), `file:///${importer}`)
  return pathname.slice(1)
}
