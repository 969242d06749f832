import type { KubectlMerge } from '#lib/config/testing/kubectl-merge.ts'

/** Lists of pods and of their containers. */
export const podMerges: readonly KubectlMerge[] = [
  {
    title: 'a number is set',
    at: 'spec',
    document: 'replicas: 3, paused: false',
    patch: 'replicas: 5',
    kubectl: 'paused: false, replicas: 5',
  },
  {
    title: 'a container is found by its name',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: log, image: "log:2"}]',
    kubectl: 'containers: [{image: "web:1", name: web}, {image: "log:2", name: log}]',
  },
  {
    title: 'a new container stands where the patch has it',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: new, image: "new:1"}, {name: log, image: "log:2"}]',
    kubectl:
      'containers: [{image: "new:1", name: new}, {image: "web:1", name: web}, {image: "log:2", name: log}]',
  },
  {
    title: 'a variable is found by its name',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}, {name: B, value: "2"}]}]',
    patch: 'containers: [{name: web, env: [{name: B, value: "9"}]}]',
    kubectl: 'containers: [{env: [{name: A, value: "1"}, {name: B, value: "9"}], name: web}]',
  },
  {
    title: 'new variables come first',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}]}]',
    patch: 'containers: [{name: web, env: [{name: C, value: "3"}, {name: D, value: $(C)}]}]',
    kubectl:
      'containers: [{env: [{name: C, value: "3"}, {name: D, value: $(C)}, {name: A, value: "1"}], name: web}]',
  },
  {
    title: 'a new init container comes before the one it prepares',
    document: 'initContainers: [{name: migrate}]',
    patch: 'initContainers: [{name: wait}, {name: migrate}]',
    kubectl: 'initContainers: [{name: wait}, {name: migrate}]',
  },
  {
    title: 'a value gives way to a reference',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}]}]',
    patch:
      'containers: [{name: web, env: [{name: A, value: null, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]',
    kubectl: 'containers: [{env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}], name: web}]',
  },
  {
    title: 'null deletes a list',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}]}]',
    patch: 'containers: [{name: web, env: null}]',
    kubectl: 'containers: [{name: web}]',
  },
  {
    title: 'envFrom is replaced',
    document: 'containers: [{name: web, envFrom: [{configMapRef: {name: a}}]}]',
    patch: 'containers: [{name: web, envFrom: [{secretRef: {name: s}}]}]',
    kubectl: 'containers: [{envFrom: [{secretRef: {name: s}}], name: web}]',
  },
  {
    title: 'a port is found by its number',
    document: 'containers: [{name: web, ports: [{name: http, containerPort: 80}]}]',
    patch: 'containers: [{name: web, ports: [{containerPort: 80, name: web}]}]',
    kubectl: 'containers: [{name: web, ports: [{containerPort: 80, name: web}]}]',
  },
  {
    title: 'a port is found by number and protocol',
    document: 'containers: [{name: web, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}]',
    patch: 'containers: [{name: web, ports: [{containerPort: 53, protocol: UDP, hostPort: 53}]}]',
    kubectl:
      'containers: [{name: web, ports: [{containerPort: 80}, {containerPort: 53, hostPort: 53, protocol: UDP}]}]',
  },
  {
    title: 'a new port',
    document: 'containers: [{name: web, ports: [{containerPort: 80}]}]',
    patch: 'containers: [{name: web, ports: [{containerPort: 9090}]}]',
    kubectl: 'containers: [{name: web, ports: [{containerPort: 9090}, {containerPort: 80}]}]',
  },
  {
    title: 'a volume mount is found by its path',
    document:
      'containers: [{name: web, volumeMounts: [{name: v, mountPath: /v}, {name: w, mountPath: /w, readOnly: true}]}]',
    patch: 'containers: [{name: web, volumeMounts: [{name: v, mountPath: /w}]}]',
    kubectl:
      'containers: [{name: web, volumeMounts: [{mountPath: /v, name: v}, {mountPath: /w, name: v, readOnly: true}]}]',
  },
  {
    title: 'a volume is found by its name and keeps its other source',
    document: 'volumes: [{name: v, emptyDir: {}}]',
    patch: 'volumes: [{name: v, configMap: {name: c}}]',
    kubectl: 'volumes: [{configMap: {name: c}, emptyDir: {}, name: v}]',
  },
  {
    title: 'tolerations are replaced',
    document: 'tolerations: [{key: a, operator: Exists}]',
    patch: 'tolerations: [{key: b}]',
    kubectl: 'tolerations: [{key: b}]',
  },
  {
    title: 'a host alias is found by its address',
    document: 'hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]',
    patch: 'hostAliases: [{ip: 10.0.0.1, hostnames: [b]}]',
    kubectl: 'hostAliases: [{hostnames: [b], ip: 10.0.0.1}]',
  },
  {
    title: 'a spread constraint is found by its topology key',
    document:
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]',
    patch: 'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    kubectl:
      'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
  },
  {
    title: 'a spread constraint is found without whenUnsatisfiable',
    document:
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]',
    patch: 'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone}]',
    kubectl: 'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]',
  },
  {
    title: 'the second of two spread constraints of one topology key',
    document:
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    patch: 'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    kubectl:
      'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    hubdeck: {
      why: 'kubectl changes the first and makes two equal ones',
      gives:
        'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    },
  },
  {
    title: 'any of two spread constraints of one topology key',
    document:
      'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    patch: 'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone}]',
    kubectl:
      'topologySpreadConstraints: [{maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]',
    hubdeck: {
      why: 'kubectl changes the first, whichever it is',
      refuses: 'may be any of 2 elements; name its whenUnsatisfiable too',
    },
  },
  {
    title: 'a patch reorders the elements it names',
    document: 'initContainers: [{name: a}, {name: b}, {name: c}]',
    patch: 'initContainers: [{name: c}, {name: a}]',
    kubectl: 'initContainers: [{name: b}, {name: c}, {name: a}]',
  },
  {
    title: 'pull secrets of a pod are found by name',
    document: 'imagePullSecrets: [{name: p}]',
    patch: 'imagePullSecrets: [{name: q}]',
    kubectl: 'imagePullSecrets: [{name: q}, {name: p}]',
  },
  {
    title: 'setting a variable that is listed twice',
    document:
      'containers: [{name: web, env: [{name: A, value: "1"}, {name: B, value: "2"}, {name: A, value: "3"}]}]',
    patch: 'containers: [{name: web, env: [{name: A, value: "9"}]}]',
    kubectl:
      'containers: [{env: [{name: A, value: "9"}, {name: A, value: "3"}, {name: B, value: "2"}], name: web}]',
    hubdeck: {
      why: 'the last entry is the one that the container sees',
      gives:
        'containers: [{name: web, env: [{name: A, value: "1"}, {name: B, value: "2"}, {name: A, value: "9"}]}]',
    },
  },
  {
    title: 'resource claims of a container are replaced',
    document: 'containers: [{name: web, resources: {claims: [{name: g}], limits: {cpu: "1"}}}]',
    patch: 'containers: [{name: web, resources: {claims: [{name: h}]}}]',
    kubectl: 'containers: [{name: web, resources: {claims: [{name: h}], limits: {cpu: "1"}}}]',
  },
  {
    title: 'volume devices are found by their path',
    document: 'containers: [{name: web, volumeDevices: [{name: d, devicePath: /dev/a}]}]',
    patch: 'containers: [{name: web, volumeDevices: [{name: e, devicePath: /dev/a}]}]',
    kubectl: 'containers: [{name: web, volumeDevices: [{devicePath: /dev/a, name: e}]}]',
  },
  {
    title: 'resource claims of a pod are found by name',
    document: 'resourceClaims: [{name: g, resourceClaimName: x}]',
    patch: 'resourceClaims: [{name: h, resourceClaimName: z}]',
    kubectl: 'resourceClaims: [{name: h, resourceClaimName: z}, {name: g, resourceClaimName: x}]',
  },
  {
    title: 'scheduling gates are found by name',
    document: 'schedulingGates: [{name: a}]',
    patch: 'schedulingGates: [{name: b}]',
    kubectl: 'schedulingGates: [{name: b}, {name: a}]',
  },
  {
    title: 'ephemeral containers are found by name',
    document: 'ephemeralContainers: [{name: e, image: "e:1"}]',
    patch: 'ephemeralContainers: [{name: e, image: "e:2"}]',
    kubectl: 'ephemeralContainers: [{image: "e:2", name: e}]',
  },
  {
    title: 'readiness gates are replaced',
    document: 'readinessGates: [{conditionType: x}]',
    patch: 'readinessGates: [{conditionType: z}]',
    kubectl: 'readinessGates: [{conditionType: z}]',
  },
  {
    title: 'null in a new variable',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}]}]',
    patch: 'containers: [{name: web, env: [{name: Q, value: q, valueFrom: null}]}]',
    kubectl: 'containers: [{env: [{name: Q, value: q, valueFrom: null}, {name: A, value: "1"}], name: web}]',
    hubdeck: {
      why: 'null removes a key here as everywhere else; a cluster reads both alike',
      gives: 'containers: [{name: web, env: [{name: Q, value: q}, {name: A, value: "1"}]}]',
    },
  },
  {
    title: 'null deletes the arguments',
    document: 'containers: [{name: web, args: [--a, --b]}]',
    patch: 'containers: [{name: web, args: null}]',
    kubectl: 'containers: [{name: web}]',
  },
  {
    title: 'arguments are replaced',
    document: 'containers: [{name: web, args: [--a, --b]}]',
    patch: 'containers: [{name: web, args: [--c]}]',
    kubectl: 'containers: [{args: [--c], name: web}]',
  },
  {
    title: 'an empty list changes nothing',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: []',
    kubectl: 'containers: [{image: "web:1", name: web}, {image: "log:1", name: log}]',
  },
  {
    title: 'null in an element of a list that is replaced',
    document: 'tolerations: [{key: a}]',
    patch: 'tolerations: [{key: b, value: null}]',
    kubectl: 'tolerations: [{key: b, value: null}]',
  },
]
