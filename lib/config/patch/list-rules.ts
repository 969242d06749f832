import { isJsonList, isJsonMap, type JsonMap, member } from '#lib/base/json.ts'
import { listTable } from '#lib/config/patch/list-table.ts'
import type { MergeKey } from '#lib/path/merge-keys.ts'

/** What a strategic merge patch does to a field, where it is not what it does to any other field. */
export type FieldRule =
  | { readonly kind: 'map'; readonly shape: Shape }
  /** A map that is replaced. */
  | { readonly kind: 'replaced' }
  /** A list of values that are united. */
  | { readonly kind: 'set' }
  | KeyedRule

/** A list of maps that find one another by their keys, the merge key of kubectl first. */
export type KeyedRule = MergeKey & {
  readonly kind: 'keyed'
  readonly shape: Shape
  /** Not declared for this list, but for the one it looks like: that of a pod. */
  readonly isLikeness?: true
}

/** The rules of a type. A field without a rule is merged if it is a map, and replaced otherwise. */
export type Shape = (field: string) => FieldRule | undefined

/** A map about which nothing is known. */
export const anyShape: Shape = () => undefined

/** Kubernetes' own kinds as its API says, in any version of their group; undefined for a custom resource. */
export function shapeOfKind(apiVersion: string, kind: string): Shape | undefined {
  const slash = apiVersion.lastIndexOf('/')
  const group = slash < 0 ? 'core' : apiVersion.slice(0, slash)
  if (kinds.get(group)?.has(kind) === true) return shapeOfType(kind, plainKind)
  return group === 'extensions' && formerExtensions.has(kind) ? shapeOfType(kind, plainKind) : undefined
}

/** Kinds that have left the group `extensions` for one of today's; old manifests still name it. */
const formerExtensions: ReadonlySet<string> = new Set([
  'DaemonSet',
  'Deployment',
  'Ingress',
  'NetworkPolicy',
  'ReplicaSet',
])

/** The API gives these keys a default, so an element without the key means the default. */
const defaults: Readonly<Record<string, string>> = { protocol: 'TCP' }

const kinds: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  tableLines(listTable.kinds).map(([group, names]) => [group, new Set(names.split(' '))]),
)

const types: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  tableLines(listTable.types).map(([name, fields]) => [name, fieldsOf(fields)]),
)

const plainKind = fieldsOf('metadata ObjectMeta')

export const podShape = shapeOfType('PodSpec')
/** `metadata` is Kubernetes' own in custom resources too. */
export const customShape = shapeOfType('', plainKind)

function tableLines(table: string): [string, string][] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)]
    })
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(', ').map((entry) => {
      const space = entry.indexOf(' ')
      return [entry.slice(0, space), entry.slice(space + 1)]
    }),
  )
}

function shapeOfType(name: string, otherwise?: ReadonlyMap<string, string>): Shape {
  const fields = types.get(name) ?? otherwise
  return (field) => {
    const rule = fields?.get(field)
    return rule === undefined ? undefined : ruleOf(rule)
  }
}

function ruleOf(text: string): FieldRule {
  if (text === 'set' || text === 'replaced') return { kind: text }
  const [, type = '', keyText = ''] = /^(\w*) ?\bby (.+)$/.exec(text) ?? []
  if (keyText === '') return { kind: 'map', shape: shapeOfType(text) }
  return keyedRule(keyText.split(' '), shapeOfType(type), defaults)
}

export function keyedRule(
  keys: readonly string[],
  shape: Shape,
  known: Readonly<Record<string, string>>,
): KeyedRule {
  const own = Object.entries(known).filter(([key]) => keys.includes(key))
  return { kind: 'keyed', keys, shape, ...(own.length === 0 ? {} : { defaults: Object.fromEntries(own) }) }
}

/** A map that looks like the specification of a pod: custom resources embed whole ones. */
export function looksLikePod(map: JsonMap): boolean {
  const containers = member(map, 'containers')
  return (
    isJsonList(containers) &&
    containers.some((each) => isJsonMap(each) && typeof member(each, 'name') === 'string')
  )
}
