import type { KubectlMerge } from '#lib/config/testing/kubectl-merge.ts'

/** Instructions in a patch, and patches that are refused. */
export const directiveMerges: readonly KubectlMerge[] = [
  {
    title: 'deleting a variable that is not there changes nothing',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}]}]',
    patch: 'containers: [{name: web, env: [{name: Z, $patch: delete}]}]',
    kubectl: 'containers: [{env: [{name: A, value: "1"}], name: web}]',
  },
  {
    title: 'an element with $patch: replace and fields',
    document: 'containers: [{name: web, env: [{name: A, value: "1"}, {name: B}]}]',
    patch: 'containers: [{name: web, env: [{name: A, value: "7", $patch: replace}]}]',
    kubectl: 'containers: [{env: [], name: web}]',
    hubdeck: {
      why: 'kubectl empties the list, which nobody means',
      refuses: 'env.?name=A has "$patch: replace" beside other fields',
    },
  },
  {
    title: 'a container is deleted',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: log, $patch: delete}]',
    kubectl: 'containers: [{image: "web:1", name: web}]',
  },
  {
    title: 'a port without its number',
    document:
      'containers: [{name: web, ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 90}]}]',
    patch: 'containers: [{name: web, ports: [{name: http, hostPort: 80}]}]',
    kubectl: {
      refuses: 'map: map[hostPort:80 name:http] does not contain declared merge key: containerPort',
    },
  },
  {
    title: '$retainKeys leaves a volume one source',
    document: 'volumes: [{name: v, emptyDir: {}}]',
    patch: 'volumes: [{name: v, $retainKeys: [name, configMap], configMap: {name: c}}]',
    kubectl: 'volumes: [{configMap: {name: c}, name: v}]',
  },
  {
    title: 'a volume is deleted',
    document: 'volumes: [{name: v, emptyDir: {}}, {name: w, configMap: {name: c}}]',
    patch: 'volumes: [{name: v, $patch: delete}]',
    kubectl: 'volumes: [{configMap: {name: c}, name: w}]',
  },
  {
    title: '$retainKeys removes the fields it does not list',
    at: 'spec',
    document: 'strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}',
    patch: 'strategy: {$retainKeys: [type], type: Recreate}',
    kubectl: 'strategy: {type: Recreate}',
  },
  {
    title: '$retainKeys without a field that is set',
    at: 'spec',
    document: 'strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}',
    patch: 'strategy: {$retainKeys: [rollingUpdate], type: Recreate}',
    kubectl: { refuses: 'invalid patch format of retainKeys' },
  },
  {
    title: '$patch: replace replaces a map',
    at: 'spec',
    document: 'strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}',
    patch: 'strategy: {$patch: replace, type: Recreate}',
    kubectl: 'strategy: {type: Recreate}',
  },
  {
    title: '$setElementOrder moves elements',
    document: 'initContainers: [{name: a, image: "a:1"}, {name: b, image: "b:1"}]',
    patch:
      '$setElementOrder/initContainers: [{name: b}, {name: a}], initContainers: [{name: a, image: "a:2"}]',
    kubectl: 'initContainers: [{image: "b:1", name: b}, {image: "a:2", name: a}]',
  },
  {
    title: '$setElementOrder alone moves elements',
    document: 'initContainers: [{name: a}, {name: b}, {name: c}]',
    patch: '$setElementOrder/initContainers: [{name: c}, {name: a}]',
    kubectl: 'initContainers: [{name: b}, {name: c}, {name: a}]',
  },
  {
    title: '$setElementOrder against the order of the patch',
    document: 'initContainers: [{name: a}, {name: b}]',
    patch: '$setElementOrder/initContainers: [{name: a}, {name: b}], initContainers: [{name: b}, {name: a}]',
    kubectl: {
      refuses:
        "The order in patch list:\n[map[name:b] map[name:a]]\n doesn't match $setElementOrder list:\n[map[name:a] map[name:b]]",
    },
  },
  {
    title: '$deleteFromPrimitiveList takes a finalizer out',
    at: 'metadata',
    document: 'finalizers: [x/a, x/b]',
    patch: '$deleteFromPrimitiveList/finalizers: [x/a]',
    kubectl: 'finalizers: [x/b]',
  },
  {
    title: '$deleteFromPrimitiveList of a list that is not there',
    at: 'metadata',
    document: 'labels: {a: b}',
    patch: '$deleteFromPrimitiveList/finalizers: [x/a]',
    kubectl: 'labels: {a: b}',
  },
  {
    title: '$deleteFromPrimitiveList and new finalizers',
    at: 'metadata',
    document: 'finalizers: [x/a, x/b]',
    patch:
      '$deleteFromPrimitiveList/finalizers: [x/a], $setElementOrder/finalizers: [x/b, x/c], finalizers: [x/c]',
    kubectl: 'finalizers: [x/b, x/c]',
  },
  {
    title: '$patch: delete empties a map',
    at: 'metadata',
    document: 'labels: {a: "1", b: "2"}',
    patch: 'labels: {$patch: delete}',
    kubectl: 'labels: {}',
  },
  {
    title: '$patch: delete of a map that is not there',
    at: 'metadata',
    document: 'labels: {a: "1"}',
    patch: 'annotations: {$patch: delete}',
    kubectl: 'labels: {a: "1"}',
  },
  {
    title: '$patch: replace of a map that is not there',
    at: 'metadata',
    document: 'labels: {a: "1"}',
    patch: 'annotations: {$patch: replace, b: "2"}',
    kubectl: 'labels: {a: "1"}',
    hubdeck: {
      why: 'kubectl drops the map without a word',
      gives: 'labels: {a: "1"}, annotations: {b: "2"}',
    },
  },
  {
    title: '$patch: merge',
    at: 'metadata',
    document: 'labels: {a: "1"}',
    patch: 'labels: {$patch: merge, b: "2"}',
    kubectl: { refuses: 'unknown patch type: merge in map: map[$patch:merge b:2]' },
  },
  {
    title: 'an unknown $patch',
    at: 'metadata',
    document: 'labels: {a: "1"}',
    patch: 'labels: {$patch: remove}',
    kubectl: { refuses: 'unknown patch type: remove in map: map[$patch:remove]' },
  },
  {
    title: '$patch: replace of a resource',
    at: '',
    document: 'spec: {replicas: 3, paused: true}',
    patch: '$patch: replace, apiVersion: apps/v1, kind: Deployment, metadata: {name: m}, spec: {replicas: 1}',
    kubectl: 'spec: {replicas: 1}',
  },
  {
    title: '$patch: delete of a resource',
    at: '',
    document: 'spec: {replicas: 3}',
    patch: '$patch: delete',
    kubectl: { refuses: "Object 'Kind' is missing in '{}'" },
  },
  {
    title: 'deleting a variable that is listed twice',
    document:
      'containers: [{name: web, env: [{name: A, value: "1"}, {name: B, value: "2"}, {name: A, value: "3"}]}]',
    patch: 'containers: [{name: web, env: [{name: A, $patch: delete}]}]',
    kubectl: 'containers: [{env: [{name: B, value: "2"}], name: web}]',
  },
  {
    title: 'an element of the patch without its merge key',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{nmae: web, image: "web:2"}]',
    kubectl: { refuses: 'map: map[image:web:2 nmae:web] does not contain declared merge key: name' },
  },
  {
    title: 'an element of the patch without its merge key, in a new list',
    at: 'spec',
    document: 'replicas: 1',
    patch: 'template: {spec: {containers: [{nmae: web, image: "web:2"}]}}',
    kubectl: 'replicas: 1, template: {spec: {containers: [{image: "web:2", nmae: web}]}}',
    hubdeck: {
      why: 'the element could not be found by any later patch',
      refuses: 'of the patch has no "name"',
    },
  },
  {
    title: 'an element of the document without its merge key',
    document: 'containers: [{image: "a:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: log, image: "log:2"}]',
    kubectl: { refuses: 'map: map[image:a:1] does not contain declared merge key: name' },
  },
  {
    title: 'an element that is no map',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [web]',
    kubectl: {
      refuses:
        'list element types are not identical: [[map[image:web:1 name:web] map[image:log:1 name:log]] [web]]',
    },
  },
  {
    title: 'an element that is twice in the patch',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: web, image: "a:1"}, {name: web, image: "b:1"}]',
    kubectl: 'containers: [{image: "b:1", name: web}, {image: "log:1", name: log}]',
    hubdeck: { why: 'a mistake of writing; kubectl merges them', refuses: 'is twice in the patch' },
  },
  {
    title: '$patch: replace replaces a list',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{$patch: replace}, {name: new, image: "new:1"}]',
    kubectl: 'containers: [{image: "new:1", name: new}]',
  },
  {
    title: '$patch: delete of the whole list',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{$patch: delete}]',
    kubectl: { refuses: 'map: map[$patch:delete] does not contain declared merge key: name' },
  },
  {
    title: '$patch: replace in a list that is replaced anyway',
    document: 'tolerations: [{key: a}]',
    patch: 'tolerations: [{$patch: replace}, {key: b}]',
    kubectl: 'tolerations: [{$patch: replace}, {key: b}]',
    hubdeck: { why: 'kubectl writes the instruction into the resource', gives: 'tolerations: [{key: b}]' },
  },
  {
    title: '$patch: delete in a list that is replaced',
    document: 'tolerations: [{key: a}]',
    patch: 'tolerations: [{key: a, $patch: delete}]',
    kubectl: 'tolerations: [{$patch: delete, key: a}]',
    hubdeck: {
      why: 'kubectl writes the instruction into the resource',
      refuses: 'has "$patch", but this list has no merge key',
    },
  },
  {
    title: 'an element is deleted and made anew',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: web, $patch: delete}, {name: web, image: "new:1"}]',
    kubectl: 'containers: [{image: "new:1", name: web}, {image: "log:1", name: log}]',
  },
  {
    title: '$patch in a new element',
    document: 'containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    patch: 'containers: [{name: new, env: [{name: A, $patch: delete}, {name: B, value: b}]}]',
    kubectl:
      'containers: [{env: [{$patch: delete, name: A}, {name: B, value: b}], name: new}, {image: "web:1", name: web}, {image: "log:1", name: log}]',
    hubdeck: {
      why: 'kubectl writes the instruction into the resource',
      gives:
        'containers: [{name: new, env: [{name: B, value: b}]}, {name: web, image: "web:1"}, {name: log, image: "log:1"}]',
    },
  },
  {
    title: 'a list that the API does not know',
    document: 'containerz: [{name: a}]',
    patch: 'containerz: [{name: b}]',
    kubectl: { refuses: 'unable to find api field in struct PodSpec for the json field "containerz"' },
    hubdeck: {
      why: 'other versions of Kubernetes may know it; the preview asks for consent to an unknown field',
      gives: 'containerz: [{name: b}]',
    },
  },
  {
    title: 'a list of finalizers with $patch',
    at: 'metadata',
    document: 'finalizers: [x/a]',
    patch: 'finalizers: [{$patch: replace}, x/b]',
    kubectl: { refuses: 'list element types are not identical: [[x/a] [map[$patch:replace] x/b]]' },
  },
]
