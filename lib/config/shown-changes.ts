import { diffConfig } from '#lib/config/diff.ts'
import { type Resource, readResources } from '#lib/config/document.ts'
import { equalJson } from '#lib/config/json.ts'
import { maskValue } from '#lib/config/mask.ts'
import type { Json, PathChange } from '#lib/config/patch.ts'
import { readPath } from '#lib/config/path.ts'

/**
 * Changes with the values that may be shown. Values are taken from resources masked as a whole: what stands beside a
 * value (`key: DB_PASSWORD`) may tell that it is a secret when its path (`settings.0.value`) does not. A value that is
 * not found again at its path, and that of a whole resource, is left out.
 */
export function shownChanges(
  changes: readonly PathChange[],
  before: readonly Resource[],
  after: readonly Resource[],
): PathChange[] {
  const masked = new Map<Resource, Json>()
  const shown = (change: PathChange, value: Json | undefined, resources: readonly Resource[]) =>
    value === undefined || change.path === '' ? undefined : shownValue(change, value, resources, masked)
  return changes.map(({ from, to, ...rest }) => {
    const [old, fresh] = [shown(rest, from, before), shown(rest, to, after)]
    return {
      ...rest,
      ...(old === undefined ? {} : { from: old }),
      ...(fresh === undefined ? {} : { to: fresh }),
    }
  })
}

/** What differs between two texts, with the values that may be shown; of a text that cannot be read none. */
export function shownDiff(before: string, after: string): PathChange[] {
  const changes = diffConfig(before, after)
  const [old, fresh] = [readResources(before), readResources(after)]
  if (old.ok && fresh.ok) return shownChanges(changes, old.value, fresh.value)
  return changes.map(({ from: _from, to: _to, ...rest }) => rest)
}

function shownValue(
  { resourceType, path }: PathChange,
  value: Json,
  resources: readonly Resource[],
  masked: Map<Resource, Json>,
): Json | undefined {
  for (const resource of resources) {
    if (resource.resourceType !== resourceType) continue
    const [found, another] = readPath(resource.value, path)
    if (found === undefined || another !== undefined || !equalJson(found.value, value)) continue
    const whole = masked.get(resource) ?? maskValue(resourceType, '', resource.value)
    masked.set(resource, whole)
    return readPath(whole, path)[0]?.value
  }
  return undefined
}
