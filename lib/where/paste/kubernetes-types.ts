/** The types of kinds with their short names, as kubectl and `cub k8s` have them. */
const shortNames: Readonly<Record<string, string | undefined>> = {
  'apps/v1/DaemonSet': 'ds',
  'apps/v1/Deployment': 'deploy',
  'apps/v1/ReplicaSet': 'rs',
  'apps/v1/StatefulSet': 'sts',
  'autoscaling/v2/HorizontalPodAutoscaler': 'hpa',
  'batch/v1/CronJob': 'cj',
  'batch/v1/Job': undefined,
  'networking.k8s.io/v1/Ingress': 'ing',
  'networking.k8s.io/v1/NetworkPolicy': 'netpol',
  'policy/v1/PodDisruptionBudget': 'pdb',
  'rbac.authorization.k8s.io/v1/ClusterRole': undefined,
  'rbac.authorization.k8s.io/v1/Role': undefined,
  'v1/ConfigMap': 'cm',
  'v1/Namespace': 'ns',
  'v1/PersistentVolumeClaim': 'pvc',
  'v1/Pod': 'po',
  'v1/Secret': undefined,
  'v1/Service': 'svc',
  'v1/ServiceAccount': 'sa',
}

/** The resource type of a kind; empty for `all`, undefined when it is not known. */
export function kubernetesType(kind: string): string | undefined {
  const name = kind.toLowerCase()
  if (name === 'all') return ''
  return Object.entries(shortNames).find(
    ([type, short]) => name === short || isKind(name, type.slice(type.lastIndexOf('/') + 1).toLowerCase()),
  )?.[0]
}

/** In the singular or in the plural. */
function isKind(name: string, kind: string): boolean {
  const plural = kind.endsWith('y')
    ? `${kind.slice(0, -1)}ies`
    : kind.endsWith('s')
      ? `${kind}es`
      : `${kind}s`
  return name === kind || name === plural
}
