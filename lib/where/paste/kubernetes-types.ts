/** Kinds as kubectl and `cub k8s` name them: plural, singular and short. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'apps/v1/DaemonSet': ['daemonset', 'daemonsets', 'ds'],
  'apps/v1/Deployment': ['deployment', 'deployments', 'deploy'],
  'apps/v1/ReplicaSet': ['replicaset', 'replicasets', 'rs'],
  'apps/v1/StatefulSet': ['statefulset', 'statefulsets', 'sts'],
  'autoscaling/v2/HorizontalPodAutoscaler': ['horizontalpodautoscaler', 'horizontalpodautoscalers', 'hpa'],
  'batch/v1/CronJob': ['cronjob', 'cronjobs', 'cj'],
  'batch/v1/Job': ['job', 'jobs'],
  'networking.k8s.io/v1/Ingress': ['ingress', 'ingresses', 'ing'],
  'networking.k8s.io/v1/NetworkPolicy': ['networkpolicy', 'networkpolicies', 'netpol'],
  'policy/v1/PodDisruptionBudget': ['poddisruptionbudget', 'poddisruptionbudgets', 'pdb'],
  'rbac.authorization.k8s.io/v1/ClusterRole': ['clusterrole', 'clusterroles'],
  'rbac.authorization.k8s.io/v1/Role': ['role', 'roles'],
  'v1/ConfigMap': ['configmap', 'configmaps', 'cm'],
  'v1/Namespace': ['namespace', 'namespaces', 'ns'],
  'v1/PersistentVolumeClaim': ['persistentvolumeclaim', 'persistentvolumeclaims', 'pvc'],
  'v1/Pod': ['pod', 'pods', 'po'],
  'v1/Secret': ['secret', 'secrets'],
  'v1/Service': ['service', 'services', 'svc'],
  'v1/ServiceAccount': ['serviceaccount', 'serviceaccounts', 'sa'],
}

/** The resource type of a kind; empty for `all`, undefined when it is not known. */
export function kubernetesType(kind: string): string | undefined {
  const name = kind.toLowerCase()
  if (name === 'all') return ''
  return Object.entries(kinds).find(([, names]) => names.includes(name))?.[0]
}
