import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementSegment } from '#lib/path/element-name.ts'
import { pathText } from '#lib/path/print-path.ts'

/** One place where a resource does not fit the schema of its kind. */
export type KindFault = {
  readonly kind: 'unknown-field' | 'type' | 'schema'
  readonly path: string
  /** `must be integer`; empty for a field that the kind does not have. */
  readonly message: string
}

/** The faults of one resource. */
export type KindCheck = (value: Json) => readonly KindFault[]

/** By resource type; `undefined` for kinds without a known schema, which are not checked. */
export type Kinds = (resourceType: string) => KindCheck | undefined

const loaded = new Map<string, KindCheck | undefined>()
// Loading a kind takes some 50 ms. There are about 200, and documents may name any number of others.
const maxLoaded = 1000

/** Loads the checks for Kubernetes' own kinds among these types, from the schemas of `kubernetes-models`. */
export async function loadKinds(resourceTypes: Iterable<string>): Promise<Kinds> {
  const missing = [...new Set(resourceTypes)].filter((type) => !loaded.has(type))
  for (const type of missing) {
    const check = await loadKind(type)
    if (loaded.size < maxLoaded) loaded.set(type, check)
  }
  return (resourceType) => loaded.get(resourceType)
}

async function loadKind(resourceType: string): Promise<KindCheck | undefined> {
  // The name comes from a document and becomes part of a module path.
  const named = /^((?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?v\d+(?:(?:alpha|beta)\d+)?)\/([A-Z][A-Za-z0-9]*)$/.exec(
    resourceType,
  )
  const [, apiVersion = '', kind = ''] = named ?? []
  if (kind === '') return undefined
  const model = member(await importModel(`kubernetes-models/${apiVersion}/${kind}`), kind)
  // Parts of resources (`v1/Container`) have models too, but are not kinds.
  if (typeof model !== 'function' || member(model, 'kind') !== kind) return undefined
  const validate = member(member(model, 'prototype'), 'validate')
  if (typeof validate !== 'function') return undefined
  return (value) => faultsOf((watched) => Reflect.apply(validate, watched, []), value)
}

/** `undefined` for a kind that Kubernetes does not have. */
async function importModel(name: string): Promise<unknown> {
  try {
    // Resolved by Node at run time, because only the document determines which of 200 modules it is.
    return await import(/* turbopackIgnore: true */ /* webpackIgnore: true */ /* @vite-ignore */ name)
  } catch {
    return undefined
  }
}

// The schemas accept unknown fields, but a validator reads every field it knows. A field that it never reads is
// unknown. An object of which it reads nothing, or whose keys it enumerates, may have any fields.
function faultsOf(validate: (value: unknown) => unknown, value: Json): readonly KindFault[] {
  const looks: Look[] = []
  const faults = schemaFaults(validate, watch(value, '', looks), value)
  const unknown = looks.flatMap(({ pointer, map, asked, isListed }): KindFault[] =>
    isListed || asked.size === 0
      ? []
      : Object.keys(map)
          .filter((key) => !asked.has(key) && !key.startsWith('x-kubernetes-'))
          .map((key) => ({
            kind: 'unknown-field',
            path: pathOf(value, [...pointer, key]),
            message: '',
          })),
  )
  return [...unknown, ...faults]
}

type Look = {
  readonly pointer: readonly string[]
  readonly map: object
  readonly asked: Set<string>
  isListed: boolean
}

/** A proxy of the value that records which fields are read. Validators do not handle `bigint`. */
function watch(value: Json, at: string, looks: Look[]): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  const look: Look = {
    pointer: at === '' ? [] : at.split('\n'),
    map: value,
    asked: new Set(),
    isListed: isJsonList(value),
  }
  looks.push(look)
  const inner = new Map<string, unknown>()
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'symbol') return Reflect.get(target, key)
      look.asked.add(key)
      if (!Object.hasOwn(target, key)) return isJsonList(value) ? Reflect.get(target, key) : undefined
      if (!inner.has(key)) {
        inner.set(key, watch(Reflect.get(target, key), at === '' ? key : `${at}\n${key}`, looks))
      }
      return inner.get(key)
    },
    ownKeys(target) {
      look.isListed = true
      return Reflect.ownKeys(target)
    },
  })
}

function schemaFaults(
  validate: (value: unknown) => unknown,
  watched: unknown,
  value: Json,
): readonly KindFault[] {
  try {
    validate(watched)
    return []
  } catch (cause) {
    const errors = member(cause, 'errors')
    if (!Array.isArray(errors)) throw cause
    return errors.map((error: unknown) => {
      const parts = String(member(error, 'instancePath') ?? '')
        .split('/')
        .slice(1)
      return {
        kind: member(error, 'keyword') === 'type' ? 'type' : 'schema',
        path: pathOf(
          value,
          parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
        ),
        message: String(member(error, 'message')),
      }
    })
  }
}

/** Keys and indexes as a path, with list elements by name, so that a fault keeps its path when other elements move. */
function pathOf(value: Json, keys: readonly string[]): string {
  const path: PathSegment[] = []
  let here: Json | undefined = value
  let field: string | undefined
  for (const key of keys) {
    if (isJsonList(here)) {
      path.push(elementSegment(here, Number(key), field))
      here = here[Number(key)]
      field = undefined
    } else {
      path.push({ kind: 'key', key })
      here = isJsonMap(here) && Object.hasOwn(here, key) ? here[key] : undefined
      field = key
    }
  }
  return pathText(path)
}

function member(value: unknown, key: string): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isObject ? Reflect.get(value, key) : undefined
}
