import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import { type LoadedResource, loadStream } from '#lib/config/document/document.ts'
import { guarded } from '#lib/config/document/result.ts'
import {
  fieldOf,
  type KindTable,
  type KindTables,
  type Shape,
  shapeText,
  typeOf,
} from '#lib/config/kinds/kind-table.ts'
import { mask } from '#lib/config/mask/spans.ts'

/** Something that the kind of a resource does not have, at its place; lines and columns from 1. */
export type KindWarning = { readonly message: string; readonly line: number; readonly column: number }

/** A person reads only a few, and an editor draws each of them. */
const maxWarnings = 50

/** Unknown fields, and values of another type, in a YAML text. Nothing of what cannot be read, or is of no known kind. */
export function checkDocument(text: string, tables: KindTables): readonly KindWarning[] {
  const stream = guarded(() => loadStream(text))
  if (!stream.ok) return []
  const warnings: KindWarning[] = []
  const tell = (message: string, node: ParsedNode) => {
    if (warnings.length < maxWarnings) warnings.push({ message, ...stream.value.positionOf(node.range[0]) })
  }
  for (const resource of stream.value.resources) checkResource(resource, tables, tell)
  return warnings
}

type Tell = (message: string, node: ParsedNode) => void

function checkResource(resource: LoadedResource, tables: KindTables, tell: Tell): void {
  const { resourceType, value, document } = resource
  const checkAs = (type: string, node: ParsedNode) => {
    const table = tables.get(type)
    if (table !== undefined)
      checkNode(node, { is: 'type', name: table.root }, { resource, table, kind: kindOf(type), tell })
  }
  if (document.contents === null) return
  const items = isJsonMap(value) && resourceType.endsWith('List') ? value.items : undefined
  if (!isJsonList(items)) {
    checkAs(resourceType, document.contents)
    return
  }
  const node = isMap(document.contents) ? document.contents.get('items', true) : undefined
  if (!isSeq<ParsedNode>(node)) return
  for (const [at, item] of items.entries()) {
    const itemNode = node.items[at]
    if (itemNode !== undefined && !isAlias(itemNode)) checkAs(typeIn(item), itemNode)
  }
}

type Terms = {
  readonly resource: LoadedResource
  readonly table: KindTable
  readonly kind: string
  readonly tell: Tell
}

function checkNode(node: ParsedNode, shape: Shape, terms: Terms): void {
  // What an alias stands for is checked where it is written.
  if (isAlias(node) || shape.is === 'any') return
  const value = terms.resource.reader.valueOf(node)
  // Kubernetes drops null, and nobody knows what a mask stands for.
  if (value === null || (typeof value === 'string' && value.includes(mask))) return
  if (!fits(value, shape)) {
    terms.tell(`${terms.kind} wants ${wanted(shape)} here`, node)
    return
  }
  if (isSeq<ParsedNode>(node) && shape.is === 'list') {
    for (const item of node.items) if (item.range !== undefined) checkNode(item, shape.of, terms)
  }
  if (isMap<ParsedNode, ParsedNode | null>(node)) checkFields(node.items, shape, terms)
}

function checkFields(
  pairs: readonly { readonly key: ParsedNode; readonly value: ParsedNode | null }[],
  shape: Shape,
  terms: Terms,
): void {
  const { table, kind, tell } = terms
  for (const { key, value } of pairs) {
    // A merge key (`<<`) is no field; its value is a symbol.
    const name = isScalar(key) && typeof key.value !== 'symbol' ? String(key.value) : undefined
    if (name === undefined) continue
    const field = fieldOf(table, shape, name)
    if (field !== undefined) {
      if (value !== null) checkNode(value, field.shape, terms)
      continue
    }
    const type = typeOf(table, shape)
    if (type !== undefined && type.isOpen !== true && Object.keys(type.fields).length > 0)
      tell(`${kind} has no field ${name} here${nearest(name, Object.keys(type.fields))}`, key)
  }
}

function fits(value: Json, shape: Shape): boolean {
  switch (shape.is) {
    case 'string':
      return typeof value === 'string' && (shape.values === undefined || shape.values.includes(value))
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint'
    case 'number-or-string':
      return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'list':
      return isJsonList(value)
    case 'map':
    case 'type':
      return isJsonMap(value)
    default:
      return true
  }
}

function wanted(shape: Shape): string {
  const text = shapeText(shape)
  return text.startsWith('one of') ? text : `a ${text}`
}

/** The field that was probably meant. */
function nearest(name: string, fields: readonly string[]): string {
  const letters = name.toLowerCase()
  const close = fields.find((field) => {
    const other = field.toLowerCase()
    return other === letters || other === `${letters}s` || `${other}s` === letters
  })
  return close === undefined ? '' : `; did you mean ${close}?`
}

function typeIn(value: Json): string {
  if (!isJsonMap(value)) return ''
  const { apiVersion, kind } = value
  return typeof apiVersion === 'string' && typeof kind === 'string' ? `${apiVersion}/${kind}` : ''
}

function kindOf(resourceType: string): string {
  return resourceType.slice(resourceType.lastIndexOf('/') + 1)
}
