import { isJsonMap, type Json, member } from '#lib/base/json.ts'
/** How list elements find each other: `keys` have to agree, absent ones count as their default. */
export type MergeKey = {
  readonly keys: readonly string[]
  readonly defaults?: Readonly<Record<string, string>>
}

/**
 * Kubernetes API field declarations (`patchMergeKey` of k8s.io/api types; ports take the protocol too, as the
 * `x-kubernetes-list-map-keys` of the same fields do). Lists that are not named here are replaced whole, as kubectl
 * replaces tolerations, rules, subjects, args and command. The table goes by field name so that custom resources
 * that embed a pod template behave like Deployments; a list merges only when each of its elements has the keys.
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

/** As `mergeKeyOf`, and no list names an element twice. */
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
