import type { Suggest } from '#components/query/completion.ts'
import { complete, type KnownValues, type SaidOf } from '#lib/where/complete.ts'

export function suggestWhere(known: KnownValues, said?: SaidOf): Suggest {
  return (text, cursor) => {
    const { span, items } = complete(text, cursor, 'Unit', known, said)
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

/** Types that documents have come first. */
export function suggestType(seen: readonly string[]): Suggest {
  const types = [...new Set([...seen, ...commonTypes])]
  return (text) =>
    types
      .filter((type) => type !== text && type.toLowerCase().includes(text.toLowerCase()))
      .map((type) => ({ label: type, text: type, from: 0, to: text.length }))
}
