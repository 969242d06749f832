import { isJsonMap, type Json, member } from '#lib/base/json.ts'
/** How list elements are paired: `keys` have to agree, and absent ones count as their default. */
export type MergeKey = {
  readonly keys: readonly string[]
  readonly defaults?: Readonly<Record<string, string>>
}

/**
 * By which keys elements of a list are named and compared, in whatever resource a field of that name is. Where two
 * documents are compared or named, a guess does no harm; what a patch does to a list is in the table of Kubernetes' API,
 * type by type (`lib/config/patch/list-table.ts`).
 */
const mergeKeys: Readonly<Record<string, readonly MergeKey[]>> = {
  containers: [{ keys: ['name'] }],
  initContainers: [{ keys: ['name'] }],
  ephemeralContainers: [{ keys: ['name'] }],
  env: [{ keys: ['name'] }],
  volumes: [{ keys: ['name'] }],
  volumeMounts: [{ keys: ['mountPath'] }],
  volumeDevices: [{ keys: ['devicePath'] }],
  ports: [
    { keys: ['containerPort', 'protocol'], defaults: { protocol: 'TCP' } },
    { keys: ['port', 'protocol'], defaults: { protocol: 'TCP' } },
  ],
  imagePullSecrets: [{ keys: ['name'] }],
  secrets: [{ keys: ['name'] }],
  hostAliases: [{ keys: ['ip'] }],
  topologySpreadConstraints: [
    { keys: ['topologyKey', 'whenUnsatisfiable'], defaults: { whenUnsatisfiable: '' } },
  ],
  resourceClaims: [{ keys: ['name'] }],
  schedulingGates: [{ keys: ['name'] }],
  ownerReferences: [{ keys: ['uid'] }],
  conditions: [{ keys: ['type'] }],
  taints: [{ keys: ['key', 'effect'], defaults: { effect: '' } }],
  webhooks: [{ keys: ['name'] }],
  matchConditions: [{ keys: ['name'] }],
  variables: [{ keys: ['name'] }],
}

/** The merge key of a list field, if every element given can be told apart by it. */
export function mergeKeyOf(
  field: string | undefined,
  ...lists: readonly (readonly Json[])[]
): MergeKey | undefined {
  if (field === undefined || !Object.hasOwn(mergeKeys, field)) return undefined
  const elements = lists.flat()
  return mergeKeys[field]?.find(
    (candidate) =>
      elements.length > 0 && elements.every((element) => identify(element, candidate) !== undefined),
  )
}

/** Like `mergeKeyOf`, but only if no list contains two elements with the same name. */
export function uniqueKeyOf(
  field: string | undefined,
  ...lists: readonly (readonly Json[])[]
): MergeKey | undefined {
  const mergeKey = mergeKeyOf(field, ...lists)
  if (!mergeKey) return undefined
  const isUnique = (list: readonly Json[]) =>
    new Set(list.map((each) => identify(each, mergeKey))).size === list.length
  return lists.every(isUnique) ? mergeKey : undefined
}

/** Comparable text of an element's key values; undefined when the element does not have the first key. */
export function identify(element: Json | undefined, mergeKey: MergeKey): string | undefined {
  if (!isJsonMap(element)) return undefined
  const parts: string[] = []
  for (const key of mergeKey.keys) {
    const value = member(element, key) ?? mergeKey.defaults?.[key]
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined
    parts.push(String(value))
  }
  return parts.join('\u0000')
}
