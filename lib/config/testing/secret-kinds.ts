/**
 * Kinds of secrets, each as a document with a made-up secret. A new kind is one more row: what it is, and the text that
 * holds it. `testing/harmless-kinds.ts` is the counterpart: values that have to stay readable.
 */
export type SecretKind = {
  readonly name: string
  readonly plant: (random: string) => Planted
}

export type Planted = {
  /** A YAML stream. */
  readonly text: string
  /** None of these may be shown. */
  readonly secrets: readonly string[]
}

/** 40 letters and digits, the same for the same seed; kinds take what they need of it. */
export function madeUp(seed: number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  let state = (Math.imul(seed + 1, 2_654_435_761) ^ 0x9e3779b9) >>> 0
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x6d2b79f5) >>> 0
    return (state ^ (state >>> 13)) >>> 0
  }
  // Digits and both cases are in the beginning, so that a short piece is as mixed as the whole.
  return `q7Z${Array.from({ length: 37 }, () => alphabet[next() % alphabet.length]).join('')}`
}

function base64(text: string): string {
  return btoa(text)
}

const short = (random: string) => random.slice(0, 14)
const hex = (random: string, length: number) =>
  [...random.repeat(4)]
    .map((each) => (each.charCodeAt(0) % 16).toString(16))
    .join('')
    .slice(0, length)
const upper = (random: string, length: number) => random.repeat(3).toUpperCase().slice(0, length)
const long = (random: string, length: number) => random.repeat(4).slice(0, length)

/** A kind that is one text around a short secret. */
function kind(name: string, text: (secret: string) => string): SecretKind {
  return {
    name,
    plant: (random) => ({ text: text(short(random)), secrets: [short(random), base64(short(random))] }),
  }
}

/** A kind that is Base64-encoded together with other text. */
function wrapped(
  name: string,
  wrap: (secret: string) => string,
  text: (encoded: string) => string,
): SecretKind {
  const encoded = (random: string) => base64(wrap(short(random)))
  return { name, plant: (random) => ({ text: text(encoded(random)), secrets: [encoded(random)] }) }
}

/** A kind whose secret has a shape of its own. */
function shaped(name: string, make: (random: string) => string, text = inSetting): SecretKind {
  return { name, plant: (random) => ({ text: text(make(random)), secrets: [make(random)] }) }
}

const inSetting = (secret: string) => `kind: App\nsettings:\n  first: ${JSON.stringify(secret)}\n`

function secretOf(body: string, kindLine = 'kind: Secret'): string {
  return `apiVersion: v1\n${kindLine}\nmetadata:\n  name: vault-entry\n${body}`
}

function configMap(lines: readonly string[]): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  app.conf: |\n${lines.map((line) => `    ${line}\n`).join('')}`
}

function pod(container: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: runner\nspec:\n  containers:\n  - name: main\n    image: registry.example.com/team/app:1.4.2\n${container.replace(/^/gm, '    ')}\n`
}

const variable = (name: string) =>
  kind(`variable ${name}`, (secret) => pod(`env:\n- name: ${name}\n  value: ${secret}`))

const field = (name: string) =>
  kind(`field ${name}`, (secret) => `kind: App\nspec:\n  ${name}: ${secret}\n  size: 3\n`)

const secretResources: readonly SecretKind[] = [
  kind('Secret data', (secret) => secretOf(`data:\n  entry: ${base64(secret)}\n`)),
  kind('Secret stringData', (secret) => secretOf(`stringData:\n  entry: ${secret}\n`)),
  kind('Secret binaryData', (secret) => secretOf(`binaryData:\n  entry: ${base64(secret)}\n`)),
  kind(
    'Secret in flow style',
    (secret) => `{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {entry: ${base64(secret)}}}\n`,
  ),
  kind(
    'Secret as one line of JSON',
    (secret) =>
      `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"entry":"${base64(secret)}"}}\n`,
  ),
  kind('Secret data as an escaped text', (secret) =>
    secretOf(`stringData:\n  entry: "a\\tb ${secret} \\x41"\n`),
  ),
  kind('Secret data as a block', (secret) =>
    secretOf(`stringData:\n  entry: |\n    one\n      ${secret}\n\n    three\n`),
  ),
  kind('Secret data as folded text', (secret) =>
    secretOf(`stringData:\n  entry: >-\n    one\n    ${secret}\n    three\n`),
  ),
  kind('Secret data over several lines', (secret) =>
    secretOf(`stringData:\n  entry: "one\n    ${secret}\n    three"\n`),
  ),
  kind('Secret with a kind in lower case', (secret) =>
    secretOf(`data:\n  entry: ${base64(secret)}\n`, 'kind: secret'),
  ),
  kind(
    'Secret whose kind is an alias',
    (secret) => `x-kind: &k Secret\nkind: *k\nmetadata: {name: s}\ndata:\n  entry: ${base64(secret)}\n`,
  ),
  kind('Secret with an anchored kind', (secret) =>
    secretOf(`data:\n  entry: ${base64(secret)}\n`, 'kind: &k Secret'),
  ),
  kind('Secret with a quoted kind', (secret) =>
    secretOf(`data:\n  entry: ${base64(secret)}\n`, '"kind": "Secret"'),
  ),
  kind(
    'Secret data through a merge',
    (secret) => `defaults: &d\n  entry: ${base64(secret)}\nkind: Secret\ndata:\n  <<: *d\n`,
  ),
  kind(
    'Secret data through an alias',
    (secret) => `seen: &v ${secret}\nkind: Secret\nstringData:\n  entry: *v\n`,
  ),
  kind(
    'Secret in a List',
    (secret) => `kind: List\nitems:\n- kind: Secret\n  data:\n    entry: ${base64(secret)}\n`,
  ),
  kind(
    'SecretList without kinds of its items',
    (secret) =>
      `apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: s}\n  data:\n    entry: ${base64(secret)}\n`,
  ),
  kind(
    'template of a SealedSecret',
    (secret) =>
      `kind: SealedSecret\nspec:\n  encryptedData: {}\n  template:\n    data:\n      entry: ${secret}\n`,
  ),
  kind(
    'template of an ExternalSecret',
    (secret) =>
      `kind: ExternalSecret\nspec:\n  target:\n    template:\n      data:\n        entry: ${secret}\n`,
  ),
  kind(
    'literals of a secretGenerator',
    (secret) => `kind: Kustomization\nsecretGenerator:\n- name: s\n  literals:\n  - entry=${secret}\n`,
  ),
  kind('last-applied annotation of a Secret', (secret) =>
    secretOf(`type: Opaque\n`).replace(
      '  name: vault-entry\n',
      `  name: vault-entry\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"apiVersion":"v1","kind":"Secret","data":{"entry":"${base64(secret)}"}}\n`,
    ),
  ),
  kind(
    'last-applied annotation of anything',
    (secret) =>
      `kind: Pod\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Pod","spec":{"env":[{"name":"DB_PASSWORD","value":"${secret}"}]}}'\n`,
  ),
  kind('manifest of a Secret in a ConfigMap', (secret) =>
    configMap(['apiVersion: v1', 'kind: Secret', 'data:', `  entry: ${base64(secret)}`]),
  ),
  kind('comment in a Secret', (secret) => secretOf(`data:\n  # before: ${base64(secret)}\n  entry: bmV3\n`)),
  kind('commented-out entry of a Secret', (secret) =>
    secretOf(`data:\n  entry: bmV3\n#  older: ${secret}\n`),
  ),
  wrapped(
    'password of a registry in a Secret',
    (password) => JSON.stringify({ auths: { r: { username: 'u', password } } }),
    (encoded) => secretOf(`data:\n  .dockerconfigjson: ${encoded}\n`),
  ),
]

const copies: readonly SecretKind[] = [
  kind(
    'value of a Secret used in a variable',
    (secret) =>
      `${secretOf(`data:\n  password: ${base64(secret)}\n`)}---\n${pod(`env:\n- name: PLAIN\n  value: ${secret}`)}`,
  ),
  kind(
    'value of a Secret as part of an address',
    (secret) =>
      `${secretOf(`stringData:\n  password: ${secret}\n`)}---\nkind: ConfigMap\ndata:\n  target: host/${secret}/path\n`,
  ),
  kind(
    'value of a Secret in a comment',
    (secret) => `${secretOf(`stringData:\n  password: ${secret}\n`)}---\nkind: ConfigMap # ${secret}\n`,
  ),
  kind(
    'value of a Secret as a key',
    (secret) =>
      `${secretOf(`stringData:\n  password: ${secret}\n`)}---\nkind: ConfigMap\ndata:\n  ${secret}: on\n`,
  ),
  kind(
    'value of a Secret as a name',
    (secret) =>
      `${secretOf(`stringData:\n  password: ${secret}\n`)}---\nkind: ConfigMap\nmetadata:\n  name: ${secret}\n`,
  ),
  kind(
    'anchored password used elsewhere',
    (secret) => `plain: &p ${secret}\npassword: *p\nagain: "x ${secret}"\n`,
  ),
]

const names: readonly SecretKind[] = [
  ...'DB_PASSWORD RABBITMQ_DEFAULT_PASS PGPASS PGPASSWORD REDIS_AUTH STRIPE_KEY JWT_KEY MEILI_MASTER_KEY HMAC_KEY OTP_SEED WIFI_PSK SLACK_TOKEN SECRET_KEY_BASE AWS_SECRET_ACCESS_KEY DB_CREDS PASSWORD_PROD API_KEY_2 NEXTAUTH_SECRET DD_API_KEY'
    .split(' ')
    .map(variable),
  ...'password clientSecret client-secret private_key privateKey api.key db.password accessToken refresh_token sessionCookie passwordHash passphrase masterKey encryptionKey connectionString bearerToken authToken sasl.jaas.config client-key-data token2'
    .split(' ')
    .map(field),
  kind('variable that names itself after its value', (secret) =>
    pod(`env:\n- value: ${secret}\n  name: DB_PASSWORD`),
  ),
  kind('header in a list', (secret) => `kind: Route\nheaders:\n- name: X-Api-Key\n  value: ${secret}\n`),
  kind(
    'Authorization header in a list',
    (secret) => `kind: Probe\nhttpHeaders: [{name: Authorization, value: "Bearer ${secret}"}]\n`,
  ),
  kind('key and value', (secret) => `kind: App\nsettings:\n- key: DB_PASSWORD\n  value: ${secret}\n`),
  kind('list of tokens', (secret) => `kind: App\ntokens:\n- ${secret}\n- ${secret}x\n`),
  kind('table of passwords', (secret) => `kind: App\npasswords:\n  alice: ${secret}\n`),
  kind('block under a name', (secret) => `kind: App\npassword: |\n  ${secret}\nsize: 1\n`),
]

const texts: readonly SecretKind[] = [
  kind('environment file', (secret) => configMap(['LEVEL=info', `DB_PASSWORD=${secret}`, 'PORT=8080'])),
  kind('export in a script', (secret) => configMap(['#!/bin/sh', `export API_TOKEN='${secret}'`])),
  kind('properties', (secret) => configMap(['db.user=app', `db.password = ${secret}`])),
  kind('INI', (secret) => configMap(['[client]', `password="${secret}"`])),
  kind('TOML', (secret) => configMap(['[server]', `api_key = "${secret}"`])),
  kind('YAML in a text', (secret) => configMap(['db:', `  password: ${secret}`, '  port: 5432'])),
  kind('YAML block in a text', (secret) =>
    configMap(['db:', '  password: |', `    ${secret}`, '  port: 5432']),
  ),
  kind('variables in a text', (secret) => configMap(['env:', '- name: DB_PASSWORD', `  value: ${secret}`])),
  kind('JSON in a text', (secret) => configMap([`{"a": {"password": "${secret}", "size": 4}}`])),
  kind('JSON in JSON', (secret) => configMap([JSON.stringify({ inner: JSON.stringify({ token: secret }) })])),
  wrapped(
    'docker configuration',
    (password) => `user:${password}`,
    (auth) => configMap([JSON.stringify({ auths: { r: { auth } } })]),
  ),
  kind('XML element', (secret) =>
    configMap(['<settings>', `  <password>${secret}</password>`, '</settings>']),
  ),
  kind('XML property', (secret) =>
    configMap(['<property>', '  <name>db.password</name>', `  <value>${secret}</value>`, '</property>']),
  ),
  kind('.npmrc', (secret) => configMap([`//registry.npmjs.org/:_authToken=${secret}`])),
  kind('.pgpass', (secret) => configMap([`db.example.com:5432:app:owner:${secret}`])),
  kind('.netrc', (secret) => configMap([`machine example.com login app password ${secret}`])),
  kind('redis.conf', (secret) => configMap(['port 6379', `requirepass ${secret}`])),
  kind('JAAS', (secret) =>
    configMap([`org.apache.kafka.PlainLoginModule required username="app" password="${secret}";`]),
  ),
  kind('connection string of Azure', (secret) =>
    configMap([`Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=${secret};EntityPath=q`]),
  ),
  kind('connection string of ADO', (secret) =>
    configMap([`Server=db;Database=app;User Id=app;Password=${secret};Encrypt=true`]),
  ),
  kind('commented-out password', (secret) => `kind: App\n# password: ${secret}\nsize: 1\n`),
  kind('password behind a value', (secret) => `kind: App\nsize: 1 # password: ${secret}\n`),
  kind('Authorization header', (secret) => configMap([`Authorization: Bearer ${secret}`])),
  wrapped(
    'Basic authentication',
    (password) => `app:${password}`,
    (encoded) => configMap([`Authorization: Basic ${encoded}`]),
  ),
  kind('cookie', (secret) => configMap([`Cookie: session=${secret}; theme=dark`])),
  kind('Dockerfile', (secret) => configMap(['FROM alpine', `ENV DB_PASSWORD ${secret}`])),
  kind('SQL', (secret) => configMap([`CREATE USER app WITH PASSWORD '${secret}';`])),
]

const schemes = [
  'postgres',
  'mysql',
  'amqp',
  'redis',
  'mongodb+srv',
  'https',
  'jdbc:postgresql',
  'ftp',
  'kafka+ssl',
]
const addresses: readonly SecretKind[] = [
  ...schemes.map((scheme) =>
    kind(`${scheme} address`, (secret) => inSetting(`${scheme}://app:${secret}@db.example.com:5432/app`)),
  ),
  kind('address without user', (secret) => inSetting(`redis://:${secret}@cache:6379/0`)),
  kind('address with a slash in the password', (secret) => inSetting(`postgres://app:a/${secret}@db/app`)),
  kind('token before the host', (secret) => inSetting(`https://${secret}${secret}@git.example.com/app.git`)),
  kind('password in a query', (secret) =>
    inSetting(`jdbc:postgresql://db/app?user=app&password=${secret}&ssl=true`),
  ),
  kind('signature in a query', (secret) =>
    inSetting(`https://x.blob.core.windows.net/c?sv=2024-01-01&sig=${secret}%3D`),
  ),
  kind("Go's database name", (secret) => inSetting(`app:${secret}@tcp(db:3306)/app`)),
  kind("Oracle's database name", (secret) => inSetting(`jdbc:oracle:thin:app/${secret}@//db:1521/app`)),
  kind('Slack webhook', (secret) => inSetting(`https://hooks.slack.com/services/T0000/B0000/${secret}`)),
  kind('Discord webhook', (secret) => inSetting(`https://discord.com/api/webhooks/123456/${secret}`)),
  kind('Teams webhook', (secret) =>
    inSetting(`https://acme.webhook.office.com/webhookb2/${secret}/IncomingWebhook/1`),
  ),
  kind('generic webhook', (secret) => inSetting(`https://chat.example.com/hooks/${secret}`)),
  kind('Telegram bot', (secret) => inSetting(`https://api.telegram.org/bot123456:${secret}/sendMessage`)),
]

const commands: readonly SecretKind[] = [
  kind('flag and value as two arguments', (secret) => pod(`args: ["--password", "${secret}"]`)),
  kind('flag and value as two items', (secret) => pod(`args:\n- --client-secret\n- ${secret}\n- --verbose`)),
  kind('flag with a value', (secret) => pod(`args:\n- --api-key=${secret}`)),
  kind('Java property', (secret) => pod(`args: ["-Dspring.datasource.password=${secret}"]`)),
  kind('flag in a script', (secret) => pod(`command: ["sh", "-c", "run --token ${secret} --level 3"]`)),
  kind('mysql -p', (secret) => pod(`command: ["mysql", "-uroot", "-p${secret}"]`)),
  kind('mysql -p in a script', (secret) => pod(`command: ["sh", "-c", "mysqldump -u root -p${secret} app"]`)),
  kind('mysql -p apart from the program', (secret) => pod(`command: [mysqladmin]\nargs: ["-p${secret}"]`)),
  kind('curl -u', (secret) => pod(`command: ["sh", "-c", "curl -u app:${secret} https://example.com"]`)),
  kind('redis-cli -a', (secret) => pod(`command: ["redis-cli", "-a", "${secret}"]`)),
  kind('sshpass', (secret) => pod(`command: ["sh", "-c", "sshpass -p ${secret} ssh host"]`)),
  kind('PGPASSWORD before a command', (secret) =>
    pod(`command: ["sh", "-c", "PGPASSWORD=${secret} psql -h db"]`),
  ),
  kind('header of curl', (secret) =>
    pod(`command: ["sh", "-c", "curl -H 'Authorization: Bearer ${secret}' x"]`),
  ),
  kind('docker login', (secret) => pod(`command: ["sh", "-c", "docker login -u app -p ${secret} r"]`)),
]

const shapes: readonly SecretKind[] = [
  shaped('AWS key id', (random) => `AKIA${upper(random, 16)}`),
  shaped('Google API key', (random) => `AIza${long(random, 35)}`),
  shaped('Google OAuth secret', (random) => `GOCSPX-${long(random, 28)}`),
  shaped('Azure client secret', (random) => `abc8Q~${long(random, 34)}`),
  shaped('GitHub token', (random) => `ghp_${long(random, 36)}`),
  shaped('GitHub fine-grained token', (random) => `github_pat_${long(random, 82)}`),
  shaped('GitLab token', (random) => `glpat-${long(random, 20)}`),
  shaped('Slack token', (random) => `xoxb-123456789012-${long(random, 24)}`),
  shaped('Stripe key', (random) => `sk_live_${long(random, 24)}`),
  shaped('Twilio key', (random) => `SK${hex(random, 32)}`),
  shaped('SendGrid key', (random) => `SG.${long(random, 22)}.${long(random, 43)}`),
  shaped('npm token', (random) => `npm_${long(random, 36)}`),
  shaped('PyPI token', (random) => `pypi-AgEIcHlwaS5vcmc${long(random, 60)}`),
  shaped('OpenAI key', (random) => `sk-proj-${long(random, 48)}`),
  shaped('Anthropic key', (random) => `sk-ant-api03-${long(random, 90)}`),
  shaped('Hugging Face token', (random) => `hf_${long(random, 34)}`),
  shaped('Docker Hub token', (random) => `dckr_pat_${long(random, 27)}`),
  shaped('DigitalOcean token', (random) => `dop_v1_${hex(random, 64)}`),
  shaped('Vault token', (random) => `hvs.${long(random, 90)}`),
  shaped('Grafana token', (random) => `glsa_${long(random, 32)}_${hex(random, 8)}`),
  shaped('New Relic key', (random) => `NRAK-${upper(random, 27)}`),
  shaped('Shopify token', (random) => `shpat_${hex(random, 32)}`),
  shaped('Databricks token', (random) => `dapi${hex(random, 32)}`),
  shaped('Doppler token', (random) => `dp.pt.${long(random, 43)}`),
  shaped('age key', (random) => `AGE-SECRET-KEY-1${upper(random, 58)}`),
  shaped('JSON web token', (random) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx${random}.${random}`),
  shaped('password hash', (random) => `$2b$10$${long(random, 53)}`),
  shaped(
    'AWS key id in a sentence',
    (random) => `AKIA${upper(random, 16)}`,
    (secret) => `kind: App\ndescription: Uses ${secret} for now\n`,
  ),
  {
    name: 'private key',
    plant: (random) => ({
      text: configMap([
        '-----BEGIN RSA PRIVATE KEY-----',
        random,
        random,
        '-----END RSA PRIVATE KEY-----',
        'port = 1',
      ]),
      secrets: [random],
    }),
  },
  {
    name: 'private key in one line',
    plant: (random) => ({
      text: inSetting(`-----BEGIN PRIVATE KEY-----\n${random}\n-----END PRIVATE KEY-----\n`),
      secrets: [random],
    }),
  },
]

export const secretKinds: readonly SecretKind[] = [
  ...secretResources,
  ...copies,
  ...names,
  ...texts,
  ...addresses,
  ...commands,
  ...shapes,
]
