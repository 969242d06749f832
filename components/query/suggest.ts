import type { Suggestion } from '#components/query/query-text.tsx'
import { complete } from '#lib/where/complete.ts'

/** Types most fleets have; any other can be typed. */
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

export function suggestType(text: string): readonly Suggestion[] {
  return commonTypes
    .filter((type) => type !== text && type.toLowerCase().includes(text.toLowerCase()))
    .map((type) => ({ text: type, from: 0, to: text.length }))
}
