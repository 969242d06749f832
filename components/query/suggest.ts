import type { Suggest } from '#components/query/completion.ts'
import { complete, type KnownValues } from '#lib/where/complete.ts'

export function suggestWhere(known: KnownValues): Suggest {
  return (text, cursor) => {
    const { span, items } = complete(text, cursor, 'Unit', known)
    return items.map(({ label, insert, detail }) => ({
      label,
      text: insert,
      detail,
      from: span.start,
      to: span.end,
    }))
  }
}

export const suggestNothing: Suggest = () => []

/** Types that most fleets have; any other can be entered. */
const commonTypes = [
  'apps/v1/Deployment',
  'apps/v1/StatefulSet',
  'apps/v1/DaemonSet',
  'batch/v1/CronJob',
  'batch/v1/Job',
  'networking.k8s.io/v1/Ingress',
  'v1/ConfigMap',
  'v1/Namespace',
  'v1/Secret',
  'v1/Service',
]

export const suggestType: Suggest = (text) =>
  commonTypes
    .filter((type) => type !== text && type.toLowerCase().includes(text.toLowerCase()))
    .map((type) => ({ label: type, text: type, from: 0, to: text.length }))

/** Paths for the most common questions about workloads; they also show how paths are written. */
const commonPaths: readonly (readonly [path: string, detail: string])[] = [
  ['spec.replicas', 'number of replicas'],
  ['spec.template.spec.containers.*.image', 'image of any container'],
  ['spec.template.spec.containers.*.image#reference', 'tag or digest of any image'],
  ['spec.template.spec.containers.?name=main.image', 'image of one container by name'],
  ['spec.template.spec.containers.?name=@0.image', 'image of the first container'],
  ['spec.template.spec.containers.*?name=main.image', 'image of every container of that name'],
  ['spec.template.spec.containers.*.|securityContext.runAsNonRoot', 'may be missing; != holds then, too'],
  ['spec.template.spec.containers.*.resources.limits.memory', 'memory limit'],
  ['metadata.name', 'name of the resource'],
  ['metadata.namespace', 'namespace of the resource'],
  ['metadata.labels.app', 'a label of the resource'],
  ['kind', 'kind of the resource'],
  ['ConfigHub.ResourceName', 'namespace/name'],
]

/** Suggests paths where a condition begins, and nothing inside one. */
export const suggestData: Suggest = (text, cursor) => {
  const typed = /(?:^|\sAND\s+)([\w.*?=#/|@:~$-]*)$/.exec(text.slice(0, cursor))?.[1]
  if (typed === undefined) return []
  return commonPaths
    .filter(([path]) => path !== typed && path.toLowerCase().includes(typed.toLowerCase()))
    .map(([path, detail]) => ({
      label: path,
      text: `${path} `,
      detail,
      from: cursor - typed.length,
      to: cursor,
    }))
}
