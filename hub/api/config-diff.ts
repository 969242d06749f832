import { diffConfig } from '#lib/config/diff.ts'
import type { PathChange } from '#lib/config/patch.ts'

/** `ConfigDiff` between two documents (confighub-api 4.5). */
export function configDiff(before: string, after: string) {
  return configDiffOf(diffConfig(before, after))
}

export function configDiffOf(changes: readonly PathChange[]) {
  const resources = new Map<string, ReturnType<typeof resourceDiff>>()
  for (const change of changes) {
    const key = `${change.resourceType} ${change.resourceName}`
    const resource = resources.get(key) ?? resourceDiff(change)
    resources.set(key, resource)
    if (change.path !== '') resource.Changes.push(pathChange(change))
  }
  return { Resources: [...resources.values()] }
}

function resourceDiff(change: PathChange) {
  return {
    Resource: {
      ResourceType: change.resourceType,
      ResourceName: change.resourceName,
      ResourceNameWithoutScope: change.resourceName.slice(change.resourceName.lastIndexOf('/') + 1),
      ResourceCategory: 'Resource',
    },
    ChangeType: change.path === '' ? change.change : 'Update',
    ...(change.path === '' ? { FromValue: change.from, ToValue: change.to } : {}),
    Changes: [] as ReturnType<typeof pathChange>[],
  }
}

function pathChange(change: PathChange) {
  return { Path: change.path, ChangeType: change.change, FromValue: change.from, ToValue: change.to }
}
