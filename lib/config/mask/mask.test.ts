import { describe, expect, it } from 'vitest'
import { isSecretPath, maskConfig, maskPair, maskText, maskValue, secretsIn } from '#lib/config/mask/mask.ts'

const dots = '••••••••'

describe('maskConfig', () => {
  it('masks the content of Secrets and keeps the layout', () => {
    const text = `# app
apiVersion: v1
kind: Secret
metadata:
  name: db # the name stays
type: Opaque
data:
  user: YWRtaW4= # base64
  "key": "c2VjcmV0"
stringData:
  pin: 1234
  tls.key: |
    line one
      line two

    line three
`
    expect(maskConfig(text)).toEqual({
      text: `# app
apiVersion: v1
kind: Secret
metadata:
  name: db # the name stays
type: Opaque
data:
  user: ${dots} # base64
  "key": "${dots}"
stringData:
  pin: ${dots}
  tls.key: |
    ${dots}
      ${dots}

    ${dots}
`,
      masked: 4,
    })
  })

  it.each([
    ['a key', 'password: hunter2', `password: ${dots}`],
    ['a key in camel case', "clientSecret: 'hunter2'", `clientSecret: '${dots}'`],
    [
      'a variable',
      'env: [{name: DB_PASSWORD, value: hunter2}]',
      `env: [{name: DB_PASSWORD, value: ${dots}}]`,
    ],
    [
      'a connection string',
      'url: "postgres://app:hunter2@db:5432/x"',
      `url: "postgres://app:${dots}@db:5432/x"`,
    ],
    ['an argument', 'args: [--verbose, --api-key=hunter2]', `args: [--verbose, --api-key=${dots}]`],
    [
      'a text of lines',
      'data:\n  app.ini: |\n    [db]\n    password = hunter2\n    port = 1\n',
      `data:\n  app.ini: |\n    [db]\n    password = ${dots}\n    port = 1\n`,
    ],
    [
      'a private key under any name',
      'x: |\n  -----BEGIN RSA PRIVATE KEY-----\n  hunter2\n',
      `x: |\n  ${dots}\n  ${dots}\n`,
    ],
    ['a token under any name', `x: ghp_${'a1'.repeat(18)}`, `x: ${dots}`],
    ['a secret in a list', 'tokens:\n- hunter2\n', `tokens:\n- ${dots}\n`],
    ['a secret behind an alias', 'a: &a hunter2\npassword: *a\n', `a: &a ${dots}\npassword: *a\n`],
    [
      'a secret that is merged in',
      'x: &x {password: hunter2, b: 1}\ny: {<<: *x}\n',
      `x: &x {password: ${dots}, b: 1}\ny: {<<: *x}\n`,
    ],
    ['a comment', '# password: hunter2\na: 1\n', `# password: ${dots}\na: 1\n`],
    [
      'a Secret in a List',
      'kind: List\nitems:\n- kind: Secret\n  data: {a: hunter2}\n',
      `kind: List\nitems:\n- kind: Secret\n  data: {a: ${dots}}\n`,
    ],
    [
      'a Secret in the annotation of what was applied',
      `kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"kind":"Secret","data":{"tls.key":"TFMwdExTMUNS"}}\n`,
      `kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"kind":"Secret","data":{"tls.key":"${dots}"}}\n`,
    ],
    [
      'the token, not the word Bearer',
      'data:\n  f: |\n    Authorization: Bearer s3cr3tV4lue99\n    password s3cr3tV4lue99\n    AccountKey=s3cr3tV4lue99;EndpointSuffix=x\n',
      `data:\n  f: |\n    Authorization: Bearer ${dots}\n    password ${dots}\n    AccountKey=${dots};EndpointSuffix=x\n`,
    ],
    [
      'arguments and variables by many names',
      'args: ["--password", s3cr3t9]\nenv:\n- {name: DB_PASS, value: s3cr3t9}\n- {name: MEILI_MASTER_KEY, value: s3cr3t9}\n- {name: OK, value: x} # password: s3cr3t9\n',
      `args: ["--password", ${dots}]\nenv:\n- {name: DB_PASS, value: ${dots}}\n- {name: MEILI_MASTER_KEY, value: ${dots}}\n- {name: OK, value: x} # password: ${dots}\n`,
    ],
    ['a secret written with escapes', 'a: "x password=\\u0068unter2"', `a: "x password=${dots}"`],
    ['folded text', 'a: >-\n  x password=hunter2\n  y\n', `a: >-\n  x password=${dots}\n  y\n`],
    ['a number in JSON', '{"password": 1234}', `{"password": "${dots}"}`],
    ['JSON', '{"kind": "Secret", "data": {"a": "hunter2"}}', `{"kind": "Secret", "data": {"a": "${dots}"}}`],
  ])('masks %s', (_, text, expected) => {
    expect(maskConfig(text).text).toBe(expected)
    expect(maskConfig(expected).text).toBe(expected)
  })

  it.each([
    'valueFrom: {secretKeyRef: {name: db, key: password}}',
    'volumes: [{name: s, secret: {secretName: db, defaultMode: 0400}}]',
    'imagePullSecrets: [{name: regcred}]',
    'automountServiceAccountToken: false',
    'tokenExpirationSeconds: 3600',
    'PASSWORD_FILE: /run/secrets/db',
    'existingSecret: db',
    'maxTokens: 4096',
    'env: [{name: TOKEN_URL, value: "https://idp/token"}]',
    'env: [{name: DB_PASSWORD, value: $(FROM_SECRET)}]',
    'password: ""',
    'image: registry:5000/team/app:1.0@sha256:0123',
    'keyboard: qwerty',
  ])('shows references and whatever is not secret: %s', (text) => {
    expect(maskConfig(text)).toEqual({ text, masked: 0 })
  })

  it('masks what it cannot read line by line', () => {
    const text = `kind: Secret
data:
  user: YWRtaW4=
  key: |
    hunter2
 broken: [
env:
  - name: API_TOKEN
    value: hunter2
url: mysql://root:hunter2@db/x
password: hunter2
`
    const { text: masked, masked: count } = maskConfig(text)

    expect(masked).not.toContain('hunter2')
    expect(masked).not.toContain('YWRtaW4=')
    expect(masked).toContain('  - name: API_TOKEN\n')
    expect(masked.split('\n')).toHaveLength(text.split('\n').length)
    expect(count).toBeGreaterThanOrEqual(5)
    expect(maskConfig('{"kind":"Secret","data":{"a":"hunter2"').text).not.toContain('hunter2')
    expect(
      maskConfig('a: [\n-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\nb: 1\n').text,
    ).not.toContain('hunter2')
  })
})

describe('isSecretPath', () => {
  it.each([
    ['v1/Secret', 'data.user', true],
    ['v1/Secret', 'stringData', true],
    ['v1/Secret', 'metadata.name', false],
    ['v1/ConfigMap', 'data.user', false],
    ['v1/ConfigMap', 'data.db_password', true],
    ['apps/v1/Deployment', 'spec.template.spec.containers.?name=a.env.?name=DB_PASSWORD.value', true],
    ['apps/v1/Deployment', 'spec.template.spec.containers.?name=a.env.?name=LEVEL.value', false],
    [
      'apps/v1/Deployment',
      'spec.template.spec.containers.?name=a.env.?name=T.valueFrom.secretKeyRef.name',
      false,
    ],
    ['apps/v1/Deployment', 'spec.replicas', false],
    ['', 'auth.clientSecret', true],
    ['', 'tokens.0', true],
  ])('%s %s: %s', (type, path, secret) => {
    expect(isSecretPath(type, path)).toBe(secret)
  })
})

describe('maskValue', () => {
  it.each([
    ['v1/Secret', '', { data: { a: 'x' }, type: 'Opaque' }, { data: { a: dots }, type: 'Opaque' }],
    ['v1/Secret', 'data', { a: 'x' }, { a: dots }],
    ['v1/Pod', 'spec.env.?name=API_KEY', { name: 'API_KEY', value: 'x' }, { name: 'API_KEY', value: dots }],
    ['v1/Pod', 'spec.env.?name=API_KEY.value', 'x', dots],
    ['v1/Pod', 'spec.url', 'amqp://a:b@c', `amqp://a:${dots}@c`],
    ['v1/Pod', 'spec.replicas', 3, 3],
  ])('%s %s', (type, path, value, masked) => {
    expect(maskValue(type, path, value)).toEqual(masked)
  })
})

describe('fingerprints', () => {
  const fingerprint = (secret: string) => `t${secret.length}`

  it('follow each mask, the same for the same secret in any spelling', () => {
    const text = `kind: Secret
stringData:
  a: hunter2
  b: "hunter2"
  c: |
    hunter2
    of two lines
`
    expect(maskConfig(text, { fingerprint }).text).toBe(`kind: Secret
stringData:
  a: ${dots}t7
  b: "${dots}t7"
  c: |
    ${dots}t20
    ${dots}t20
`)
    expect(maskValue('v1/Secret', 'data.a', 'hunter2', { fingerprint })).toBe(`${dots}t7`)
    expect(maskText('password: hunter2', { fingerprint })).toBe(`password: ${dots}t7`)
  })

  it('are letters and digits only, whatever the given function returns', () => {
    expect(maskConfig('password: x', { fingerprint: () => 'a: [b#c]d-e-f-g-h-i' }).text).toBe(
      `password: ${dots}abcdefgh`,
    )
  })
})

describe('maskPair', () => {
  it('follows the secrets of both sides through both', () => {
    const secret = 'kind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2x}\n'
    const map = (value: string) => `---\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: ${value}}\n`

    const { before, after } = maskPair(secret + map('x'), `kind: Pod\n${map('hunter2x')}`)

    expect(before.text).not.toContain('hunter2x')
    expect(after.text).toBe(`kind: Pod\n${map(dots)}`)
  })

  it.each([
    ['an item of a List', 'kind: List', 'apiVersion: v1, kind: Secret, '],
    ['an untyped item of a list of Secrets', 'kind: SecretList', ''],
  ])('masks %s, also on the side where it is no longer one', (_, kind, type) => {
    const list = (item: string) =>
      `apiVersion: v1\n${kind}\nitems:\n- {${item}metadata: {name: s}, data: {a: aHVudGVyMg==}}\n`
    const other = list('apiVersion: v1, kind: ConfigMap, ').replace('aHVudGVyMg==', 'another')

    const { before, after } = maskPair(list(type), other)

    expect([before, after].map(({ text, masked }) => [/aHVu|another/.test(text), masked])).toEqual([
      [false, 1],
      [false, 1],
    ])
  })

  it('leaves a ConfigMap of the same name as a Secret', () => {
    const text =
      'kind: Secret\nmetadata: {name: s}\n---\nkind: ConfigMap\nmetadata: {name: s}\ndata: {a: x1}\n'

    expect(maskPair(text, text.replace('x1', 'x2')).after.text).toContain('a: x2')
  })
})

describe('maskText', () => {
  it.each([
    ['The value at /spec/password is "hunter2", not "x"', undefined],
    [
      'connect ECONNREFUSED postgres://app:hunter2@db:5432',
      `connect ECONNREFUSED postgres://app:${dots}@db:5432`,
    ],
    ['run --token hunter2x failed', `run --token ${dots} failed`],
    ['invalid token: unexpected end of file', 'invalid token: unexpected end of file'],
    ['The key "replicas" is set twice', 'The key "replicas" is set twice'],
    ['{"kind":"Secret","data":{"a":"aHVudGVyMg=="}}', `{"kind":"Secret","data":{"a":"${dots}"}}`],
  ])('%s', (text, expected) => {
    const secrets = secretsIn('password: hunter2\n')

    const masked = maskText(text, { secrets })
    expect(masked).not.toContain('hunter2')
    if (expected !== undefined) expect(masked).toBe(expected)
  })
})
