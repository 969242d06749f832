import type { KubectlMerge } from '#lib/config/testing/kubectl-merge.ts'

/** Merges that random ones have found: parts that go, keys and instructions in odd forms, and what is new. */
export const oddMerges: readonly KubectlMerge[] = [
  {
    title: 'spread constraints that do not say what happens otherwise are told apart',
    document: 'topologySpreadConstraints: [{topologyKey: zone}]',
    patch: 'topologySpreadConstraints: [{topologyKey: host}, {topologyKey: rack}]',
    kubectl: 'topologySpreadConstraints: [{topologyKey: host}, {topologyKey: rack}, {topologyKey: zone}]',
  },
  {
    title: 'deleting a port whose protocol is null deletes it in every protocol',
    type: 'v1 Service',
    at: 'spec',
    document: 'ports: [{port: 53}, {port: 53, protocol: UDP}]',
    patch: 'ports: [{port: 53, protocol: null, $patch: delete}]',
    kubectl: 'ports: []',
  },
  {
    title: '$patch: delete of a field that is no map',
    at: 'spec',
    document: 'replicas: 3, paused: true',
    patch: 'replicas: {$patch: delete}',
    kubectl: 'paused: true',
  },
  {
    title: '$retainKeys of a resource',
    at: '',
    document: 'spec: {replicas: 3}, status: {replicas: 3}',
    patch: '$retainKeys: [spec], spec: {paused: true}',
    kubectl: { refuses: "Object 'Kind' is missing" },
    hubdeck: {
      why: 'a patch of many resources does not name each',
      gives: 'spec: {replicas: 3, paused: true}',
    },
  },
  {
    title: '$retainKeys of metadata',
    at: 'metadata',
    document: 'labels: {a: b}, annotations: {c: d}',
    patch: '$retainKeys: [name, labels], labels: {e: f}',
    kubectl: 'labels: {a: b, e: f}',
  },
  {
    title: 'kind that goes',
    at: '',
    document: 'spec: {replicas: 3}',
    patch: 'kind: null',
    kubectl: { refuses: "Object 'Kind' is missing" },
  },
  {
    title: 'finalizers that are no texts',
    at: 'metadata',
    document: 'finalizers: [x/a]',
    patch: 'finalizers: [1]',
    kubectl: { refuses: 'list element types are not identical' },
  },
  {
    title: '$setElementOrder that is no list, of a list that is not there',
    document: 'hostNetwork: false',
    patch: '$setElementOrder/volumes: v',
    kubectl: { refuses: 'expected a []interface {}, but received a string' },
  },
  {
    title: '$setElementOrder of a list that goes',
    document: 'volumes: [{name: v, emptyDir: {}}]',
    patch: '$setElementOrder/volumes: [{name: v}], volumes: null',
    kubectl: { refuses: 'expected a []interface {}, but received a %!s(<nil>)' },
  },
  {
    title: '$setElementOrder of a list that is replaced',
    document: 'containers: [{name: web, args: [--a, --b]}]',
    patch: 'containers: [{name: web, $setElementOrder/args: [--b, --c], args: [--c]}]',
    kubectl: 'containers: [{args: [--c], name: web}]',
    hubdeck: {
      why: 'a list that is replaced is in the order in which it is written',
      refuses: 'has "$setElementOrder/", but this list has no merge key',
    },
  },
  {
    title: '$setElementOrder of a list that is empty',
    document: 'hostNetwork: false, volumes: []',
    patch: '$setElementOrder/volumes: [{name: v}]',
    kubectl: { refuses: 'no elements in any of the given slices' },
    hubdeck: { why: 'nothing is asked of it', gives: 'hostNetwork: false, volumes: []' },
  },
  {
    title: '$patch: replace of a list with elements that are no maps',
    document: 'hostAliases: [{ip: 10.0.0.1}, x]',
    patch: 'hostAliases: [{ip: 10.0.0.2}, {$patch: replace}]',
    kubectl: { refuses: 'list element types are not identical' },
    hubdeck: { why: 'it mends the list', gives: 'hostAliases: [{ip: 10.0.0.2}]' },
  },
  {
    title: '$patch: replace behind what $setElementOrder names',
    document: 'volumes: [{name: v, emptyDir: {}}]',
    patch: '$setElementOrder/volumes: [{name: w}], volumes: [{name: w, emptyDir: {}}, {$patch: replace}]',
    kubectl: { refuses: 'The order in patch list' },
    hubdeck: {
      why: 'the place of an instruction means nothing; kubectl takes it in front',
      gives: 'volumes: [{name: w, emptyDir: {}}]',
    },
  },
  {
    title: '$deleteFromPrimitiveList that is no list, of a list that is not there',
    at: 'metadata',
    document: 'labels: {a: b}',
    patch: '$deleteFromPrimitiveList/finalizers: x/a',
    kubectl: 'labels: {a: b}',
    hubdeck: {
      why: 'an instruction that does nothing is a mistake of writing',
      refuses: 'has a "$deleteFromPrimitiveList/" that is not a list of texts or numbers',
    },
  },
  {
    title: '$deleteFromPrimitiveList that is null',
    at: 'metadata',
    document: 'finalizers: [x/a, x/b]',
    patch: '$deleteFromPrimitiveList/finalizers: null',
    kubectl: '',
    hubdeck: {
      why: 'kubectl removes the whole list, finalizers of others included',
      refuses: 'has a "$deleteFromPrimitiveList/" that is not a list of texts or numbers',
    },
  },
  {
    title: '$deleteFromPrimitiveList of a list that is replaced',
    document: 'containers: [{name: web, args: [--a, --b]}]',
    patch: 'containers: [{name: web, $deleteFromPrimitiveList/args: [--a]}]',
    kubectl: 'containers: [{args: [--b], name: web}]',
  },
  {
    title: '$retainKeys in a new part',
    at: 'spec',
    document: 'replicas: 1',
    patch: 'strategy: {$retainKeys: [type], type: Recreate}',
    kubectl: 'replicas: 1, strategy: {$retainKeys: [type], type: Recreate}',
    hubdeck: {
      why: 'kubectl writes the instruction into the resource',
      gives: 'replicas: 1, strategy: {type: Recreate}',
    },
  },
  {
    title: '$setElementOrder in a new part',
    at: 'spec',
    document: 'replicas: 1',
    patch:
      'template: {spec: {$setElementOrder/volumes: [{name: w}, {name: v}], volumes: [{name: w}, {name: v}]}}',
    kubectl:
      'replicas: 1, template: {spec: {$setElementOrder/volumes: [{name: w}, {name: v}], volumes: [{name: w}, {name: v}]}}',
    hubdeck: {
      why: 'kubectl writes the instruction into the resource',
      gives: 'replicas: 1, template: {spec: {volumes: [{name: w}, {name: v}]}}',
    },
  },
  {
    title: 'null in a new list that is replaced',
    document: 'hostNetwork: false',
    patch: 'tolerations: [{key: a, value: null}]',
    kubectl: 'hostNetwork: false, tolerations: [{key: a}]',
    hubdeck: {
      why: 'a list that is replaced is what was typed, whether there was one or not',
      gives: 'hostNetwork: false, tolerations: [{key: a, value: null}]',
    },
  },
  {
    title: 'a merge key that is a boolean',
    document: 'containers: [{name: web, env: [{name: A}]}]',
    patch: 'containers: [{name: web, env: [{name: true, value: a}]}]',
    kubectl: 'containers: [{env: [{name: true, value: a}, {name: A}], name: web}]',
    hubdeck: {
      why: 'no cluster takes such a name',
      refuses: 'of the patch has true as "name", not a text or a number',
    },
  },
  {
    title: 'a merge key that is null',
    document: 'volumes: [{name: v}]',
    patch: 'volumes: [{name: null, emptyDir: {}}]',
    kubectl: 'volumes: [{emptyDir: {}, name: null}, {name: v}]',
    hubdeck: {
      why: 'the element could not be found by any later patch',
      refuses: 'of the patch has null as "name", not a text or a number',
    },
  },
  {
    title: 'a merge key of another type',
    document: 'containers: [{name: web, ports: [{containerPort: 80, name: http}]}]',
    patch: 'containers: [{name: web, ports: [{containerPort: "80", hostPort: 8080}]}]',
    kubectl:
      'containers: [{name: web, ports: [{containerPort: "80", hostPort: 8080}, {containerPort: 80, name: http}]}]',
    hubdeck: {
      why: 'the port of that number is meant; the preview asks for consent to the changed type',
      gives: 'containers: [{name: web, ports: [{containerPort: "80", name: http, hostPort: 8080}]}]',
    },
  },
  {
    title: 'variables listed twice of which the patch says nothing',
    document: 'containers: [{name: web, env: [{name: A}, {name: B}, {name: A}]}]',
    patch: 'containers: [{name: web, env: [{name: C}]}]',
    kubectl: 'containers: [{env: [{name: C}, {name: A}, {name: A}, {name: B}], name: web}]',
    hubdeck: {
      why: 'what a patch does not name stays where it is',
      gives: 'containers: [{env: [{name: C}, {name: A}, {name: B}, {name: A}], name: web}]',
    },
  },
]
