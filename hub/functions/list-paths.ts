import { registeredPlaces, registry } from '#hub/functions/attribute-registry.ts'
import { type HubFunction, type Input, kubernetes, type Ran, reading } from '#hub/functions/function.ts'
import { resourceInfo } from '#hub/functions/outputs.ts'
import { dataTypeOf } from '#hub/functions/paths.ts'
import { isJsonList, isJsonMap, type Json } from '#lib/base/json.ts'
import type { Resource } from '#lib/config/document/document.ts'
import type { PathSegment } from '#lib/path/data-path.ts'
import { elementNamer } from '#lib/path/element-name.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'

export const listPaths: HubFunction = {
  check: ({ 'path-prefix': prefix }) => {
    const parsed = prefix === undefined || prefix === '' ? undefined : parsePath(String(prefix))
    return parsed?.ok === false ? parsed.error.message : undefined
  },
  signature: reading({
    FunctionName: 'list-paths',
    Description:
      'List every path of the document as setters take it, with its value and the attribute that it belongs to, in the order of the document',
    FunctionType: 'Custom',
    OutputInfo: {
      ResultName: 'attribute-list',
      Description: 'Paths of the document',
      OutputType: 'AttributeValueList',
    },
    Parameters: [
      {
        ParameterName: 'path-prefix',
        DataType: 'string',
        Description: 'Only paths at or below this one; list items are found by name and by number',
        Required: false,
        Example: 'spec.template.spec.containers',
      },
      {
        ParameterName: 'depth',
        DataType: 'int',
        Description: 'Only paths of at most this many parts; 0 (default) is any number',
        Required: false,
        Min: 0,
        Example: '2',
      },
      {
        ParameterName: 'include-subtrees',
        DataType: 'bool',
        Description: 'Also the paths of maps and lists, with DataType YAML and without a value',
        Required: false,
      },
      {
        ParameterName: 'attributes-only',
        DataType: 'bool',
        Description: 'Only paths of registered attributes',
        Required: false,
      },
    ],
  }),
  run: (input) => ({ kind: 'read', values: input.resources.flatMap((each) => rowsOf(each, input)) }),
}

type Rows = Extract<Ran, { kind: 'read' }>['values']

function rowsOf(resource: Resource, { args, toolchain }: Input): Rows {
  const attributes = toolchain === kubernetes ? attributesByPath(resource) : new Map<string, string>()
  const prefix = String(args['path-prefix'] ?? '')
  const subtrees = args['include-subtrees'] === true
  return nodesOf(resource.value, Number(args.depth ?? 0))
    .filter(({ isLeaf }) => isLeaf || subtrees)
    .map(({ value, isLeaf, named, numbered }) => {
      const Path = pathText(named)
      const AttributeName = attributes.get(Path)
      const isBelow = isAtOrBelow(Path, prefix) || isAtOrBelow(pathText(numbered), prefix)
      const row = {
        ...resourceInfo(resource),
        ...(AttributeName === undefined ? {} : { AttributeName }),
        Path,
        DataType: isLeaf ? dataTypeOf(value) : 'YAML',
        ...(isLeaf ? { Value: value } : {}),
      }
      return { row, isKept: isBelow && (AttributeName !== undefined || args['attributes-only'] !== true) }
    })
    .flatMap(({ row, isKept }) => (isKept ? [row] : []))
}

function isAtOrBelow(path: string, prefix: string): boolean {
  return prefix === '' || `${path}.`.startsWith(`${prefix}.`)
}

/** The attribute name of each place; the first in the registry when a place has several. */
function attributesByPath(resource: Resource): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const paths of registry.values())
    for (const { path, attribute } of registeredPlaces(paths, resource))
      if (!found.has(path)) found.set(path, attribute)
  return found
}

type Node = {
  readonly value: Json
  readonly isLeaf: boolean
  /** List items, by name if they have one, otherwise by index. */
  readonly named: readonly PathSegment[]
  readonly numbered: readonly PathSegment[]
}

/** Everything in a value, in the order of the document, down to a number of levels (0: all). */
function nodesOf(root: Json, depth: number): Node[] {
  const visit = (node: Node): Node[] => {
    const isDeepest = depth > 0 && node.named.length >= depth
    return [node, ...(isDeepest ? [] : insideOf(node).flatMap(visit))]
  }
  return visit(nodeAt(root, [], [])).slice(1)
}

function insideOf({ value, named, numbered }: Node): Node[] {
  if (isJsonMap(value))
    return Object.entries(value).map(([key, inner]) => {
      const segment = { kind: 'key', key } as const
      return nodeAt(inner, [...named, segment], [...numbered, segment])
    })
  if (!isJsonList(value)) return []
  const last = named.at(-1)
  const nameOf = elementNamer(value, last?.kind === 'key' ? last.key : undefined)
  return value.map((inner, index) =>
    nodeAt(inner, [...named, nameOf(index)], [...numbered, { kind: 'index', index }]),
  )
}

function nodeAt(value: Json, named: readonly PathSegment[], numbered: readonly PathSegment[]): Node {
  return { value, isLeaf: !isJsonMap(value) && !isJsonList(value), named, numbered }
}
