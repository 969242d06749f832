/**
 * What Kubernetes' own API says about its lists, in the notation that list-rules.ts reads. Written by
 * `npm run make-list-table`; not to be edited by hand.
 *
 * Source: https://github.com/kubernetes/kubernetes, release 1.34, api/openapi-spec/swagger.json
 * (`x-kubernetes-patch-strategy`, `x-kubernetes-patch-merge-key`, `x-kubernetes-list-map-keys`).
 */
export const listTable = {
  version: '1.34',
  /** Groups, and their kinds in any version; each has `metadata ObjectMeta`. */
  kinds: `
core: Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount
admissionregistration.k8s.io: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
apiextensions.k8s.io: CustomResourceDefinition
apiregistration.k8s.io: APIService
apps: ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
authentication.k8s.io: SelfSubjectReview TokenRequest TokenReview
authorization.k8s.io: LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview
autoscaling: HorizontalPodAutoscaler Scale
batch: CronJob Job
certificates.k8s.io: CertificateSigningRequest ClusterTrustBundle PodCertificateRequest
coordination.k8s.io: Lease LeaseCandidate
discovery.k8s.io: EndpointSlice
events.k8s.io: Event
flowcontrol.apiserver.k8s.io: FlowSchema PriorityLevelConfiguration
internal.apiserver.k8s.io: StorageVersion
networking.k8s.io: IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR
node.k8s.io: RuntimeClass
policy: Eviction PodDisruptionBudget
rbac.authorization.k8s.io: ClusterRole ClusterRoleBinding Role RoleBinding
resource.k8s.io: DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
scheduling.k8s.io: PriorityClass
storage.k8s.io: CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass
storagemigration.k8s.io: StorageVersionMigration
`,
  /**
   * Types, and those of their fields that matter: a name alone is the type of a map, `by` are the keys by which the
   * elements of a list are found (the merge key first), a `set` is united, `replaced` is replaced although it is a map.
   * Every other list is replaced.
   */
  types: `
APIService: metadata ObjectMeta, status APIServiceStatus
APIServiceStatus: conditions by type
CSINode: metadata ObjectMeta, spec CSINodeSpec
CSINodeSpec: drivers by name
ComponentStatus: conditions by type, metadata ObjectMeta
Container: env by name, ports by containerPort protocol, volumeDevices by devicePath, volumeMounts by mountPath
CronJob: metadata ObjectMeta, spec CronJobSpec
CronJobSpec: jobTemplate JobTemplateSpec
DaemonSet: metadata ObjectMeta, spec DaemonSetSpec, status DaemonSetStatus
DaemonSetSpec: template PodTemplateSpec
DaemonSetStatus: conditions by type
Deployment: metadata ObjectMeta, spec DeploymentSpec, status DeploymentStatus
DeploymentSpec: template PodTemplateSpec
DeploymentStatus: conditions by type
EphemeralContainer: env by name, ports by containerPort protocol, volumeDevices by devicePath, volumeMounts by mountPath
EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
FlowSchema: metadata ObjectMeta, status FlowSchemaStatus
FlowSchemaStatus: conditions by type
HorizontalPodAutoscaler: metadata ObjectMeta, status HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerStatus: conditions by type
Job: metadata ObjectMeta, spec JobSpec, status JobStatus
JobSpec: template PodTemplateSpec
JobStatus: conditions by type
JobTemplateSpec: metadata ObjectMeta, spec JobSpec
MutatingAdmissionPolicy: metadata ObjectMeta, spec MutatingAdmissionPolicySpec
MutatingAdmissionPolicySpec: matchConditions by name
MutatingWebhook: matchConditions by name
MutatingWebhookConfiguration: metadata ObjectMeta, webhooks MutatingWebhook by name
Namespace: metadata ObjectMeta, status NamespaceStatus
NamespaceStatus: conditions by type
Node: metadata ObjectMeta, spec NodeSpec, status NodeStatus
NodeSpec: podCIDRs set
NodeStatus: addresses by type, conditions by type
ObjectMeta: finalizers set, ownerReferences by uid
PersistentVolumeClaim: metadata ObjectMeta, status PersistentVolumeClaimStatus
PersistentVolumeClaimStatus: conditions by type
PersistentVolumeClaimTemplate: metadata ObjectMeta
Pod: metadata ObjectMeta, spec PodSpec, status PodStatus
PodCertificateRequest: metadata ObjectMeta, status PodCertificateRequestStatus
PodCertificateRequestStatus: conditions by type
PodDisruptionBudget: metadata ObjectMeta, spec PodDisruptionBudgetSpec, status PodDisruptionBudgetStatus
PodDisruptionBudgetSpec: selector replaced
PodDisruptionBudgetStatus: conditions by type
PodSpec: containers Container by name, ephemeralContainers EphemeralContainer by name, hostAliases by ip, imagePullSecrets by name, initContainers Container by name, resourceClaims by name, schedulingGates by name, topologySpreadConstraints by topologyKey whenUnsatisfiable, volumes Volume by name
PodStatus: conditions by type, hostIPs by ip, podIPs by ip, resourceClaimStatuses by name
PodTemplate: metadata ObjectMeta, template PodTemplateSpec
PodTemplateSpec: metadata ObjectMeta, spec PodSpec
PriorityLevelConfiguration: metadata ObjectMeta, status PriorityLevelConfigurationStatus
PriorityLevelConfigurationStatus: conditions by type
ReplicaSet: metadata ObjectMeta, spec ReplicaSetSpec, status ReplicaSetStatus
ReplicaSetSpec: template PodTemplateSpec
ReplicaSetStatus: conditions by type
ReplicationController: metadata ObjectMeta, spec ReplicationControllerSpec, status ReplicationControllerStatus
ReplicationControllerSpec: template PodTemplateSpec
ReplicationControllerStatus: conditions by type
ResourceClaim: metadata ObjectMeta, status ResourceClaimStatus
ResourceClaimStatus: reservedFor by uid
ResourceClaimTemplate: metadata ObjectMeta, spec ResourceClaimTemplateSpec
ResourceClaimTemplateSpec: metadata ObjectMeta
Service: metadata ObjectMeta, spec ServiceSpec, status ServiceStatus
ServiceAccount: metadata ObjectMeta, secrets by name
ServiceCIDR: metadata ObjectMeta, status ServiceCIDRStatus
ServiceCIDRStatus: conditions by type
ServiceSpec: ports by port protocol
ServiceStatus: conditions by type
StatefulSet: metadata ObjectMeta, spec StatefulSetSpec, status StatefulSetStatus
StatefulSetSpec: template PodTemplateSpec
StatefulSetStatus: conditions by type
StorageVersionMigration: metadata ObjectMeta, status StorageVersionMigrationStatus
StorageVersionMigrationStatus: conditions by type
ValidatingAdmissionPolicy: metadata ObjectMeta, spec ValidatingAdmissionPolicySpec
ValidatingAdmissionPolicySpec: matchConditions by name, variables by name
ValidatingWebhook: matchConditions by name
ValidatingWebhookConfiguration: metadata ObjectMeta, webhooks ValidatingWebhook by name
Volume: ephemeral EphemeralVolumeSource
`,
} as const
