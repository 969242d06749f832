import type { FunctionSignature } from '#lib/confighub/schema/entities.ts'

export type FunctionGroup = { readonly title: string; readonly functions: readonly FunctionSignature[] }

/** Functions by the resources that they are for, as the hub declares them; old names of others come last. */
export function groupFunctions(functions: readonly FunctionSignature[]): readonly FunctionGroup[] {
  const groups = Map.groupBy(functions, titleOf)
  return [...groups]
    .map(([title, found]) => ({ title, functions: found }))
    .sort((a, b) => placeOf(a.title) - placeOf(b.title) || a.title.localeCompare(b.title))
}

/** Those in whose name, description, parameters or resource types all words occur. */
export function findFunctions(
  functions: readonly FunctionSignature[],
  search: string,
): readonly FunctionSignature[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return functions.filter((signature) => {
    const text = wordsOf(signature).join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const workloads = 'Workloads: Deployment, StatefulSet and others'
const anyResource = 'Resources of any type'
const formerNames = 'Former names'

function placeOf(title: string): number {
  return [workloads, anyResource, '', formerNames].indexOf(title) + 1 || 3
}

const ofWorkloads = new Set([
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => `apps/v1/${kind}`),
  ...['batch/v1/Job', 'batch/v1/CronJob', 'v1/Pod', 'v1/ReplicationController'],
])

function titleOf({ Description = '', AffectedResourceTypes: types = [] }: FunctionSignature): string {
  if (/\bDeprecated: use \S+/.test(Description)) return formerNames
  if (types.length === 0 || types.includes('*')) return anyResource
  if (types.every((type) => ofWorkloads.has(type))) return workloads
  const kinds = types.map((type) => type.slice(type.lastIndexOf('/') + 1))
  return kinds.length > 3 ? `${kinds.slice(0, 3).join(', ')} and others` : kinds.join(', ')
}

function wordsOf({
  FunctionName,
  Description = '',
  Parameters = [],
  AffectedResourceTypes = [],
}: FunctionSignature) {
  const parameters = Parameters.flatMap((each) => [each.ParameterName, each.Description ?? ''])
  return [FunctionName, Description, ...parameters, ...AffectedResourceTypes]
}
