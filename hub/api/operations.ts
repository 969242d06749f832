// Operations of the contract (contract 5, 2.2, 2.4), whether this hub serves them or not. What it serves is
// answered by its routes; what is only here is a 501 with its name, and anything else a 404.

const everyMethod = 'GET POST PUT PATCH DELETE'

/** Path pattern -> its methods. */
const operations: Readonly<Record<string, string>> = {
  '/info': 'GET',
  '/me': 'GET',
  '/me/browser-session': 'POST',
  '/auth/browser-session': 'POST',
  '/auth/exchange': 'POST',
  '/auth/switch-organization': 'POST',
  '/organization': 'GET',
  '/organization/:id': 'GET',
  '/organization/:id/organization_member': 'GET',
  '/user': 'GET',
  '/user/:id': 'GET',
  '/unit': 'GET POST PATCH DELETE',
  ...bulk('/unit', 'apply', 'approve', 'cancel', 'destroy', 'move', 'tag'),
  '/unit_action': 'GET',
  '/unit_data': 'GET',
  '/unit_diff': 'GET',
  '/unit_event': 'GET',
  '/unit_mutation_sources': 'GET',
  '/diff': 'POST',
  '/revision': 'GET',
  '/revision_data': 'GET',
  '/revision_mutation_sources': 'GET',
  '/space': 'GET POST',
  '/_space': 'POST PATCH DELETE',
  '/space/:space': 'GET PUT PATCH DELETE',
  '/space/:space/unit': 'GET POST',
  '/space/:space/unit/:unit': 'GET PUT PATCH DELETE',
  ...bulk('/space/:space/unit/:unit', 'apply', 'approve', 'conflicts', 'predicates', 'protection'),
  '/space/:space/unit/:unit/data': 'GET PUT',
  ...below('diff', 'mutation', 'mutation/:id', 'mutation_sources', 'revision', 'revision/:id'),
  ...below('revision/:id/data', 'revision/:id/mutation_sources'),
  ...below('unit_action', 'unit_action/:id', 'unit_event', 'unit_event/:id'),
  ...residents('change_set', 'filter', 'invocation', 'link', 'tag', 'target', 'trigger', 'view'),
  '/function': 'GET',
  '/space/:space/function': 'GET',
  '/function/invoke': 'POST',
  '/space/:space/function/invoke': 'POST',
  '/release': 'GET',
  '/space/:space/release': 'GET POST',
  '/space/:space/release/publish': 'POST',
  '/space/:space/release/:id': 'GET DELETE',
  '/space/:space/release/:id/data': 'GET',
  '/space/:space/release/:id/withdraw': 'POST',
  '/attest': 'POST',
  '/attestation': 'GET',
  '/space/:space/attestation': 'GET POST',
  '/promote': 'POST',
  '/demote': 'POST',
  '/resource': 'GET',
}

/** The contract names these without saying which operations they have. */
const areas = [
  'bridge_worker',
  'change_order',
  'change_workflow',
  'component',
  'group',
  'oauth_client',
  'upload',
]

const ofAreas = [...areas.flatMap(area), '/user/:user/key', '/user/:user/key/:id']

const patterns = Object.entries({
  ...operations,
  ...Object.fromEntries(ofAreas.map((path) => [path, everyMethod])),
}).map(([path, methods]) => ({ path: patternOf(path), methods: methods.split(' ') }))

/** Whether the contract has such an operation: 501 then, 404 otherwise. */
export function isKnownOperation(method: string, path: string): boolean {
  const asked = method === 'HEAD' ? 'GET' : method
  return patterns.some((operation) => operation.methods.includes(asked) && operation.path.test(path))
}

function bulk(path: string, ...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [`${path}/${name}`, 'POST']))
}

function below(...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [`/space/:space/unit/:unit/${name}`, 'GET']))
}

/** Entities of a Space share their operations (contract 5.4). */
function residents(...kinds: readonly string[]) {
  return Object.fromEntries(
    kinds.flatMap((kind) => [
      [`/${kind}`, 'GET POST PATCH DELETE'],
      [`/${kind}/move`, 'POST'],
      [`/space/:space/${kind}`, 'GET POST'],
      [`/space/:space/${kind}/:id`, 'GET PUT PATCH DELETE'],
    ]),
  )
}

function area(name: string): string[] {
  return [`/${name}`, `/${name}/:id`, `/space/:space/${name}`, `/space/:space/${name}/:id`]
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
}
