import type { Suggest } from '#components/query/completion.ts'
import { complete, type KnownValues } from '#lib/where/complete.ts'
import { commonPaths } from '#lib/where/subjects/plain-words.ts'

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

/** Suggests paths where a condition begins, and nothing inside one. */
export const suggestData: Suggest = (text, cursor) => {
  const typed = /(?:^|\sAND\s+)([\w.*?=#/|@:~$-]*)$/.exec(text.slice(0, cursor))?.[1]
  if (typed === undefined) return []
  return commonPaths
    .filter(({ path }) => path !== typed && path.toLowerCase().includes(typed.toLowerCase()))
    .map(({ path, doc }) => ({
      label: path,
      text: `${path} `,
      detail: doc,
      from: cursor - typed.length,
      to: cursor,
    }))
}
