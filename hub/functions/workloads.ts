import { isJsonMap, type Json } from '#lib/base/json.ts'
import { pathText } from '#lib/path/print-path.ts'

/** Kinds with `spec.replicas`. */
export const scalable = [
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/ReplicaSet',
  'v1/ReplicationController',
] as const

/** The path of the pod spec in each workload kind. */
export const podSpecs: Readonly<Record<string, string>> = {
  'apps/v1/Deployment': 'spec.template.spec',
  'apps/v1/StatefulSet': 'spec.template.spec',
  'apps/v1/DaemonSet': 'spec.template.spec',
  'apps/v1/ReplicaSet': 'spec.template.spec',
  'v1/ReplicationController': 'spec.template.spec',
  'batch/v1/Job': 'spec.template.spec',
  'batch/v1/CronJob': 'spec.jobTemplate.spec.template.spec',
  'v1/Pod': 'spec',
}

export const workloads = Object.keys(podSpecs)

export type Container = {
  name: string
  /** Path of the container, by name. */
  path: string
  value: Readonly<Record<string, Json>>
}

/** The containers and init containers of a workload called `name` (`*` = all). */
export function containersOf(resourceType: string, value: Json, name: string): Container[] {
  const podSpec = podSpecs[resourceType]
  if (!podSpec) return []
  const pod = podSpec
    .split('.')
    .reduce<Json | undefined>((at, key) => (isJsonMap(at) ? at[key] : undefined), value)
  if (!isJsonMap(pod)) return []
  return ['containers', 'initContainers'].flatMap((list) => {
    const containers = pod[list]
    if (!Array.isArray(containers)) return []
    return containers.flatMap((container: Json) => {
      if (!isJsonMap(container) || typeof container.name !== 'string') return []
      if (name !== '*' && container.name !== name) return []
      return [{ name: container.name, path: `${podSpec}.${list}.${named(container.name)}`, value: container }]
    })
  })
}

/** `?name=main`, as a path has it. */
export function named(value: string): string {
  return pathText([{ kind: 'match', key: 'name', value }])
}

/** A key as a path has it. */
export function keyed(key: string): string {
  return pathText([{ kind: 'key', key }])
}
