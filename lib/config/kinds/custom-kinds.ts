import { isJsonList, isJsonMap, type Json, type JsonMap, member } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { metadataType } from '#lib/config/kinds/kind-of-models.ts'
import type { KindField, KindTable, KindType, Shape } from '#lib/config/kinds/kind-table.ts'

/** The kind as the first of these documents that defines it says. */
export function definedKind(
  texts: readonly string[],
  resourceType: string,
  metadata: Readonly<Record<string, KindType>>,
): KindTable | undefined {
  for (const text of texts) {
    const read = readResources(text)
    for (const { value } of read.ok ? withItems(read.value) : []) {
      const table = customKinds(value, metadata).get(resourceType)
      if (table !== undefined) return table
    }
  }
  return undefined
}

/**
 * What a CustomResourceDefinition says of its kinds, by resource type. `metadata` are the types of Kubernetes' own
 * metadata, which every resource has.
 */
function customKinds(
  definition: Json,
  metadata: Readonly<Record<string, KindType>>,
): ReadonlyMap<string, KindTable> {
  const spec = isJsonMap(definition) ? mapIn(definition, 'spec') : undefined
  const versions = spec && member(spec, 'versions')
  const kind = spec && mapIn(spec, 'names')?.kind
  const found = new Map<string, KindTable>()
  if (spec === undefined || typeof kind !== 'string' || !isJsonList(versions)) return found
  for (const version of versions) {
    if (!isJsonMap(version)) continue
    const schema = mapIn(mapIn(version, 'schema') ?? {}, 'openAPIV3Schema')
    const apiVersion = `${String(member(spec, 'group'))}/${String(member(version, 'name'))}`
    if (schema !== undefined)
      found.set(`${apiVersion}/${kind}`, tableOf(schema, { apiVersion, kind }, metadata))
  }
  return found
}

function tableOf(
  schema: JsonMap,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  metadata: Readonly<Record<string, KindType>>,
): KindTable {
  const types: Record<string, KindType> = { ...metadata }
  const root = `${apiVersion}/${kind}`
  addType(root, schema, types)
  const own = types[root]?.fields ?? {}
  types[root] = {
    ...types[root],
    fields: {
      ...own,
      apiVersion: { ...own.apiVersion, shape: { is: 'string', values: [apiVersion] }, isRequired: true },
      kind: { ...own.kind, shape: { is: 'string', values: [kind] }, isRequired: true },
      metadata: { ...own.metadata, shape: { is: 'type', name: metadataType } },
    },
  }
  return { root, types }
}

function addType(name: string, schema: JsonMap, types: Record<string, KindType>): void {
  const required = member(schema, 'required')
  const names = new Set(isJsonList(required) ? required.map(String) : [])
  const fields: Record<string, KindField> = {}
  types[name] = { fields, ...(keepsOthers(schema) ? { isOpen: true } : {}) }
  for (const [field, property] of Object.entries(mapIn(schema, 'properties') ?? {})) {
    if (!isJsonMap(property)) continue
    const text = member(property, 'description')
    fields[field] = {
      shape: shapeOf(`${name}.${field}`, property, types),
      ...(typeof text === 'string' ? { text } : {}),
      ...(names.has(field) ? { isRequired: true as const } : {}),
    }
  }
}

function shapeOf(name: string, schema: JsonMap, types: Record<string, KindType>): Shape {
  if (member(schema, 'x-kubernetes-int-or-string') === true) return { is: 'number-or-string' }
  switch (member(schema, 'type')) {
    case 'string': {
      const values = member(schema, 'enum')
      return isJsonList(values) ? { is: 'string', values: values.map(String) } : { is: 'string' }
    }
    case 'integer':
    case 'number':
      return { is: 'number' }
    case 'boolean':
      return { is: 'boolean' }
    case 'array':
      return { is: 'list', of: shapeOf(`${name}[]`, mapIn(schema, 'items') ?? {}, types) }
    case 'object':
      return objectShape(name, schema, types)
    default:
      return { is: 'any' }
  }
}

function objectShape(name: string, schema: JsonMap, types: Record<string, KindType>): Shape {
  if (mapIn(schema, 'properties') !== undefined) {
    addType(name, schema, types)
    return { is: 'type', name }
  }
  const others = mapIn(schema, 'additionalProperties')
  return others === undefined ? { is: 'any' } : { is: 'map', of: shapeOf(`${name}.*`, others, types) }
}

function keepsOthers(schema: JsonMap): boolean {
  return (
    member(schema, 'x-kubernetes-preserve-unknown-fields') === true ||
    member(schema, 'x-kubernetes-embedded-resource') === true
  )
}

function mapIn(map: JsonMap, key: string): JsonMap | undefined {
  const value = member(map, key)
  return isJsonMap(value) ? value : undefined
}
