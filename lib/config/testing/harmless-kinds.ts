/**
 * Values that look like secrets at first sight, or have names of secrets, but are not. Each is a YAML text that has to
 * stay as it is. A new kind is one more row.
 */
export type HarmlessKind = { readonly name: string; readonly text: string }

function kind(name: string, text: string): HarmlessKind {
  return { name, text: text.endsWith('\n') ? text : `${text}\n` }
}

/** A variable as shells and templates refer to it. */
function inBraces(name: string): string {
  return `$\{${name}}`
}

const rbac: readonly HarmlessKind[] = [
  kind(
    'aggregation label',
    'kind: ClusterRole\nmetadata:\n  labels:\n    rbac.authorization.k8s.io/aggregate-to-admin: "true"',
  ),
  kind(
    'autoupdate annotation',
    'kind: ClusterRole\nmetadata:\n  annotations:\n    rbac.authorization.k8s.io/autoupdate: "true"',
  ),
  kind(
    'rule for secrets',
    'kind: Role\nrules:\n- apiGroups: [""]\n  resources: ["secrets", "configmaps"]\n  verbs: ["get", "list"]',
  ),
  kind(
    'rule for token reviews',
    'kind: ClusterRole\nrules:\n- apiGroups: [authentication.k8s.io]\n  resources: [tokenreviews]\n  verbs: [create]',
  ),
  kind(
    'rule with names',
    'kind: Role\nrules:\n- resources: [secrets]\n  resourceNames: [db-credentials]\n  verbs: [get]',
  ),
  kind(
    'role reference',
    'kind: RoleBinding\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: secret-reader',
  ),
  kind('binding to token reviewers', 'kind: ClusterRoleBinding\nroleRef:\n  name: system:auth-delegator'),
]

const schemas: readonly HarmlessKind[] = [
  kind(
    'schema of a password',
    'kind: CustomResourceDefinition\nspec:\n  schema:\n    properties:\n      password:\n        type: string\n        description: The password of the user',
  ),
  kind(
    'schema of a token',
    'kind: CustomResourceDefinition\nspec:\n  schema:\n    properties:\n      token: {type: string, format: byte, nullable: true}\n    required: [token, password]',
  ),
  kind(
    'schema of a reference',
    'kind: CustomResourceDefinition\nspec:\n  schema:\n    properties:\n      secretKeyRef:\n        properties:\n          key: {type: string}',
  ),
  kind(
    'description with a colon',
    'properties:\n  auth:\n    description: "Token: the one the client sends. password: must not be empty"',
  ),
  kind(
    'description block',
    'properties:\n  auth:\n    description: |-\n      The secret: name of it.\n      password: has to be set',
  ),
  kind(
    'schema of a list of secrets',
    `properties:\n  imagePullSecrets:\n    type: array\n    description: "List of references; 2 of them when the ${'`STRIMZI_IMAGE_PULL_SECRETS` '.repeat(12)}variable is set."`,
  ),
  kind('printer column', 'additionalPrinterColumns:\n- name: Token\n  type: string\n  jsonPath: .spec.token'),
  kind('enumeration', 'properties:\n  authentication:\n    enum: [basic, token, none]'),
]

const settings: readonly HarmlessKind[] = [
  kind(
    'authorization of Strimzi',
    'spec:\n  kafka:\n    authorization:\n      type: simple\n      superUsers: [CN=admin]',
  ),
  kind(
    'settings of Strimzi',
    'config:\n  strimzi.authorization.delegate.to.kafka.acl: "false"\n  strimzi.authorization.kafka.cluster.name: main',
  ),
  kind('authorization by name', 'authorization: simple'),
  kind('authorization mode', 'args: ["--authorization-mode=Node,RBAC"]'),
  kind('token lifetime', 'tokenTTL: 3600'),
  kind('token lifetime as text', 'token_lifetime: 24h'),
  kind('mounting of a token', 'automountServiceAccountToken: true'),
  kind(
    'projected token',
    'serviceAccountToken:\n  path: token\n  expirationSeconds: 3600\n  audience: vault',
  ),
  kind('number of tokens', 'maxTokens: 4096'),
  kind('count of tokens', 'tokens: 5'),
  kind('switch', 'passwordLogin: false\nauth: true'),
  kind('length of a password', 'passwordMinLength: 12'),
  kind('password policy', 'passwordPolicy: strict'),
  kind('kind of authentication', 'auth:\n  type: oauth2\n  method: client_secret_basic'),
  kind('auth none', 'auth: none'),
  kind('webhook of tokens', 'args:\n- --authentication-token-webhook=true\n- --verbose'),
  kind('key file', 'args:\n- --tls-private-key-file=/etc/certs/tls.key\n- --token-file\n- /etc/token'),
  kind('user id', 'securityContext:\n  runAsUser: 10001\n  seccompProfile: {type: RuntimeDefault}'),
  kind('topology key', 'topologyKey: kubernetes.io/hostname'),
  kind('primary key', 'primaryKey: order_id\npartition_key: customerId'),
  kind('public key', 'publicKey: MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='),
  kind('client id', 'clientId: 5f1c2ab4-0d5b-4c57-9e1a-0c6f6c1fd5b1'),
  kind(
    'nginx',
    'data:\n  nginx.conf: |\n    location / {\n      proxy_pass http://backend:8080;\n      proxy_set_header Authorization $http_authorization;\n    }',
  ),
  kind(
    'OIDC endpoints',
    'tokenUrl: https://idp.example.com/oauth2/token\nauthorizationUrl: https://idp.example.com/authorize',
  ),
  kind('token endpoint variable', 'env:\n- name: TOKEN_URL\n  value: https://idp/token'),
  kind('bucket of tokens', 'rateLimit:\n  tokenBucket: {size: 100}'),
  kind('keyboard', 'keyboard: qwerty1\nmonkey: "12"'),
]

const references: readonly HarmlessKind[] = [
  kind(
    'secretKeyRef',
    'env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db, key: password}',
  ),
  kind('secretRef', 'envFrom:\n- secretRef: {name: db-credentials-7f9}'),
  kind('secretName', 'volumes:\n- name: s\n  secret: {secretName: db-tls-2, defaultMode: 0400}'),
  kind('imagePullSecrets', 'imagePullSecrets:\n- name: regcred-2'),
  kind('secrets of an account', 'kind: ServiceAccount\nsecrets:\n- name: builder-token-x7k2p'),
  kind('list of secret names', 'secrets: [db-credentials, tls-cert-2]'),
  kind('existing secret', 'existingSecret: db-auth-1\nexistingSecretPasswordKey: password'),
  kind('password file', 'env:\n- name: POSTGRES_PASSWORD_FILE\n  value: /run/secrets/db'),
  kind('reference to a variable', 'env:\n- name: DB_PASSWORD\n  value: $(FROM_SECRET)'),
  kind('reference in braces', `password: ${inBraces('DB_PASSWORD')}`),
  kind('reference in an address', `url: postgres://app:${inBraces('DB_PASSWORD')}@db/app`),
  kind('template', 'password: "{{ .Values.db.password }}"'),
  kind('vault path', 'password: vault:secret/data/db#password'),
  kind(
    'remote reference',
    'kind: ExternalSecret\nspec:\n  data:\n  - secretKey: password\n    remoteRef: {key: prod/db, property: password}',
  ),
  kind('secret store', 'secretStoreRef: {name: vault-1, kind: ClusterSecretStore}'),
  kind(
    'key beside the name of its Secret',
    'authentication:\n  passwordSecret: {secretName: db-1, password: password}',
  ),
  kind('issuer', 'privateKeySecretRef: {name: letsencrypt-1}'),
  kind('path of a certificate', 'private_key: /etc/ssl/private/app1.key'),
  kind(
    'environment reference',
    `data:\n  app.conf: |\n    password = $DB_PASSWORD\n    token = ${inBraces('TOKEN')}`,
  ),
]

const identities: readonly HarmlessKind[] = [
  kind('image', 'image: registry.example.com:5000/team/app:v1.2.3-rc1'),
  kind('image with a digest', `image: app@sha256:${'0123456789abcdef'.repeat(4)}`),
  kind('digest', `digest: sha256:${'a1b2c3d4'.repeat(8)}`),
  kind('commit', `commit: ${'1a2b3c4d'.repeat(5)}`),
  kind('UUID', 'id: 0b8e2c54-5c55-4d0f-8f69-6c0a1f0b9d3e\nuid: 6e1f4f9c-91c2-4bb0-9ac5-0f7a2ad77d10'),
  kind('checksum of a secret', `annotations:\n  checksum/secret: ${'0f1e2d3c'.repeat(8)}`),
  kind('checksum of a configuration', `annotations:\n  checksum/config: ${'0f1e2d3c'.repeat(8)}`),
  kind('resource version', 'resourceVersion: "8273645"\ngeneration: 4'),
  kind(
    'certificate',
    'ca.crt: |\n  -----BEGIN CERTIFICATE-----\n  MIIBszCCAVmgAwIBAgIUQ0X1\n  -----END CERTIFICATE-----',
  ),
  kind(
    'sealed data',
    `kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy8hCi${'x7Kq'.repeat(20)}`,
  ),
  kind('version', 'version: v2024.11.3\nappVersion: "1.27.0"'),
  kind('address', 'host: db-7.prod.example.com:5432\nurl: https://example.com:8443/a/b?x=1'),
  kind('hook of Argo CD', 'annotations:\n  argocd.argoproj.io/hook: PreSync'),
  kind('webhook path', 'url: https://argocd.example.com/api/webhook'),
  kind('quantity', 'cpu: 250m\nmemory: 512Mi'),
  kind('schedule', 'schedule: "*/5 2 * * 1-5"'),
  kind('ARN', 'role: arn:aws:iam::123456789012:role/app-2'),
  kind('mail address', 'owner: team2@example.com'),
  kind('date', 'until: 2026-11-29T14:05:00Z'),
  kind('port mapping', 'command: ["docker", "run", "-p", "8080:80"]'),
  kind('pattern of LIKE', "query: Space.Slug LIKE '%-prod-us-%' AND Slug = 'a'"),
  kind('pattern of files', 'include: "**/*-prod2-eu-*.yaml"'),
]

export const harmlessKinds: readonly HarmlessKind[] = [
  ...rbac,
  ...schemas,
  ...settings,
  ...references,
  ...identities,
]
