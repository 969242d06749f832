import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Json } from '#lib/base/json.ts'

type SchemaFault = { readonly pointer: string; readonly message: string }

/** Faults of one resource; undefined for a kind without a known schema. */
type Check = ((value: Json) => readonly SchemaFault[]) | undefined

const root = import.meta.resolve('kubernetes-models/package.json')
const load = createRequire(import.meta.url)
const known = new Map<string, Check>()
// Reading a schema takes about 50 ms; there are some 200 kinds, and documents may name any number of others.
const maxKnown = 1000

/** The check for a kind of Kubernetes itself, loaded on first use. */
export function schemaOf(apiVersion: string, kind: string): Check {
  const key = `${apiVersion}/${kind}`
  if (known.has(key)) return known.get(key)
  const check = readSchema(apiVersion, kind)
  if (known.size < maxKnown) known.set(key, check)
  return check
}

function readSchema(apiVersion: string, kind: string): Check {
  // The names come from a document and become part of a path.
  if (!/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?v\d+(?:(?:alpha|beta)\d+)?$/.test(apiVersion)) return undefined
  if (!/^[A-Z][A-Za-z0-9]*$/.test(kind)) return undefined
  const file = fileURLToPath(new URL(`./${apiVersion}/${kind}.js`, root))
  if (!existsSync(file)) return undefined
  const module: unknown = load(file)
  const model: unknown = member(module, kind)
  // Parts of resources (`v1/Container`) have models too, but are not kinds.
  if (typeof model !== 'function' || member(model, 'kind') !== kind) return undefined
  return (value) => faultsOf(() => Reflect.construct(model, [value]))
}

function faultsOf(construct: () => unknown): readonly SchemaFault[] {
  try {
    const instance = construct()
    const validate = member(instance, 'validate')
    if (typeof validate === 'function') Reflect.apply(validate, instance, [])
    return []
  } catch (cause) {
    const errors = member(cause, 'errors')
    if (!Array.isArray(errors)) throw cause
    return errors.map((error: unknown) => faultOf(error))
  }
}

function faultOf(error: unknown): SchemaFault {
  return { pointer: String(member(error, 'instancePath') ?? ''), message: String(member(error, 'message')) }
}

function member(value: unknown, key: string): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isObject ? Reflect.get(value, key) : undefined
}
