import { type ResourceInfo, resourceInfo } from '#hub/functions/outputs.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'

type MutationInfo = {
  MutationType: 'Add' | 'Delete' | 'Update' | 'None'
  Index: number
  Value?: string
}

export type ResourceMutation = {
  Resource: ResourceInfo
  ResourceMutationInfo: MutationInfo
  PathMutationMap: Record<string, MutationInfo>
}

/** Structural changes as the API's `ResourceMutationList` (contract 4.5). `Index` is the function's place in the call. */
export function resourceMutations(changes: readonly PathChange[], index: number): ResourceMutation[] {
  const resources = new Map<string, ResourceMutation>()
  for (const change of changes) {
    const key = `${change.resourceType} ${change.resourceName}`
    const mutation = resources.get(key) ?? {
      Resource: resourceInfo(change),
      ResourceMutationInfo: { MutationType: 'Update', Index: index },
      PathMutationMap: {},
    }
    resources.set(key, mutation)
    if (change.path === '') mutation.ResourceMutationInfo = infoOf(change, index)
    else mutation.PathMutationMap[change.path] = infoOf(change, index)
  }
  return [...resources.values()]
}

function infoOf(change: PathChange, index: number): MutationInfo {
  const value = change.change === 'Delete' ? change.from : change.to
  return {
    MutationType: change.change,
    Index: index,
    ...(value === undefined ? {} : { Value: typeof value === 'string' ? value : JSON.stringify(value) }),
  }
}
