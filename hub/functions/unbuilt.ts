const yq = 'it runs a yq program, and the hub has no yq; use set-string-path and its like'
const starlark = 'it runs a Starlark program, and the hub has no Starlark; use vet-cel or get-path'
const defaults = 'it writes many defaults at once; set the fields with set-string-path and its like'
const machinery = 'it belongs to the merge machinery, which the hub does not offer as a function'
const host = 'it splits and joins host names; use set-string-path with the whole name'

/** Functions the API has and the hub does not, with the reason (contract 9). Invoking one is a 501. */
export const unbuilt: ReadonlyMap<string, string> = new Map([
  ['set-yq', yq],
  ['get-yq', yq],
  ['yq', yq],
  ['yq-i', yq],
  ['set-starlark', starlark],
  ['get-starlark', starlark],
  ['vet-starlark', starlark],
  ['set-cel', 'what its expression must return is not part of our contract; use set-string-path'],
  ['set-path-comment', 'comments are not values, and the hub changes values only'],
  ['set-container-flag', 'arguments of a program have no name in the document; use set-string-path'],
  ['get-container-flag', 'arguments of a program have no name in the document; use get-path'],
  ['set-container-port', 'use set-int-path on the port'],
  ['set-container-volume-mount-path', 'use set-string-path on the mount'],
  ['set-hostname', host],
  ['set-hostname-domain', host],
  ['set-hostname-subdomain', host],
  ['get-hostname', host],
  ['get-hostname-domain', host],
  ['get-hostname-subdomain', host],
  ['set-pod-defaults', defaults],
  ['set-container-resources-defaults', defaults],
  ['set-container-probe-defaults', defaults],
  ['set-pod-container-security-context-defaults', defaults],
  ['set-pod-security-defaults', defaults],
  ['set-automount-service-account-token-false', defaults],
  ['ensure-namespaces', 'use set-namespace'],
  ['ensure-context', 'the hub keeps no context annotations in documents'],
  ['set-default-names', 'names come from the documents themselves here'],
  ['vet-jsonschema', 'the hub carries the Kubernetes schemas only; use vet-schemas or vet-cel'],
  ['vet-values', 'use vet-cel'],
  ['vet-images', 'use vet-cel or where-filter on the image'],
  ['compute-mutations', machinery],
  ['patch-mutations', machinery],
  ['reset', machinery],
  ['replicate', machinery],
])
