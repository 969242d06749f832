import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { customShape, type FieldRule, keyedRule, type Shape } from '#lib/config/patch/list-rules.ts'

/** What is known of the lists of a custom resource; undefined where its definition is not at hand. */
export type CustomShapes = (apiVersion: string, kind: string) => Shape | undefined

export const noCustomShapes: CustomShapes = () => undefined

/**
 * The shapes of the custom resources that are defined among these resources: `x-kubernetes-list-type` and
 * `x-kubernetes-list-map-keys` of their schemas, as server-side apply reads them. A definition counts where it is at
 * hand; definitions in other units are not looked up.
 */
export function customShapesOf(resources: readonly { readonly value: Json }[]): CustomShapes {
  const schemas = new Map(resources.flatMap(({ value }) => schemasOf(value)))
  if (schemas.size === 0) return noCustomShapes
  return (apiVersion, kind) => {
    const schema = schemas.get(`${apiVersion}/${kind}`)
    if (schema === undefined) return undefined
    const declared = shapeOfSchema(schema)
    return (field) => (field === 'metadata' ? customShape(field) : declared(field))
  }
}

function schemasOf(definition: Json): [string, JsonMap][] {
  if (!isJsonMap(definition) || member(definition, 'kind') !== 'CustomResourceDefinition') return []
  const spec = mapIn(definition, 'spec')
  const names = spec && mapIn(spec, 'names')
  const versions = spec && member(spec, 'versions')
  if (spec === undefined || names === undefined || !isJsonList(versions)) return []
  return versions.flatMap((version): [string, JsonMap][] => {
    const schema = isJsonMap(version) ? mapIn(version, 'schema') : undefined
    const root = schema && mapIn(schema, 'openAPIV3Schema')
    if (!isJsonMap(version) || root === undefined) return []
    const apiVersion = `${String(member(spec, 'group'))}/${String(member(version, 'name'))}`
    return [[`${apiVersion}/${String(member(names, 'kind'))}`, root]]
  })
}

function shapeOfSchema(schema: JsonMap): Shape {
  const properties = mapIn(schema, 'properties')
  const others = mapIn(schema, 'additionalProperties')
  return (field) => {
    const own = properties && mapIn(properties, field)
    const property = own ?? others
    return property === undefined ? undefined : ruleOf(property)
  }
}

function ruleOf(property: JsonMap): FieldRule | undefined {
  if (member(property, 'type') !== 'array') {
    const isAtomic = member(property, 'x-kubernetes-map-type') === 'atomic'
    return isAtomic ? { kind: 'replaced' } : { kind: 'map', shape: shapeOfSchema(property) }
  }
  const listType = member(property, 'x-kubernetes-list-type')
  if (listType === 'set') return { kind: 'set' }
  const keys = member(property, 'x-kubernetes-list-map-keys')
  const items = mapIn(property, 'items')
  if (listType !== 'map' || !isJsonList(keys) || keys.length === 0 || items === undefined) return undefined
  return keyedRule(keys.map(String), shapeOfSchema(items), defaultsOf(items))
}

function defaultsOf(items: JsonMap): Record<string, string> {
  const properties = Object.entries(mapIn(items, 'properties') ?? {})
  const known = properties.flatMap(([key, property]): [string, string][] => {
    const value = isJsonMap(property) ? member(property, 'default') : undefined
    return typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : []
  })
  return Object.fromEntries(known)
}

function mapIn(map: JsonMap, key: string): JsonMap | undefined {
  const value = member(map, key)
  return isJsonMap(value) ? value : undefined
}
