/**
 * What a name says about its value: `secret`; `soft`, a secret unless the value is a plain word or a number
 * (`authorization: simple`); `maybe`, a secret if the value looks like one (`SOME_KEY: 8fQ2…`); `no`.
 */
export type NameVerdict = 'secret' | 'soft' | 'maybe' | 'no'

export function judgeName(name: string): NameVerdict {
  const known = judged.get(name)
  if (known !== undefined) return known
  const verdict = judgeWords(name)
  if (judged.size >= maxJudged) judged.clear()
  judged.set(name, verdict)
  return verdict
}

/** Cached, because documents repeat their names. */
const judged = new Map<string, NameVerdict>()
const maxJudged = 4096

export function isSecretName(name: string): boolean {
  const verdict = judgeName(name)
  return verdict === 'secret' || verdict === 'soft'
}

/** Names of texts for people, in which `token: …` is part of a sentence. */
export function isProseName(name: string): boolean {
  return proseNames.has(name.toLowerCase())
}

/** `password`, `tls.key`: as a value beside the name of a Secret, the key in it. */
export function isKeyName(value: string): boolean {
  return /^[a-z]+(?:[-_.][a-z]+)*$/i.test(value.slice(0, 64)) && judgeName(value) !== 'no'
}

/** `passwords`, `tokens`: as a number a count, as a map or list of names a table of references. */
export function isPluralName(name: string): boolean {
  return /(?:secrets|tokens|passwords|credentials|keys|cookies)$/i.test(name)
}

function words(name: string): string[] {
  // Before the slash of a label or annotation is a domain; only checksum tools put a meaning there.
  const slash = name.lastIndexOf('/')
  const own = slash >= 0 && !/^(?:checksum|hash)/.test(name) ? name.slice(slash + 1) : name
  return own
    .slice(-128)
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

function judgeWords(name: string): NameVerdict {
  const all = words(name)
  const compact = all.join('')
  if (compactNames.some((each) => compact.endsWith(each))) return 'secret'
  if (all.length === 0 || referenceTails.has(all.at(-1) ?? '') || isSetting(name)) return judgeReference(all)
  if (all.some((word) => digestWords.has(word))) return compact.includes('passw') ? 'secret' : 'no'
  return judgeOwn(withoutTail(all))
}

function judgeOwn(own: readonly string[]): NameVerdict {
  const last = own.at(-1) ?? ''
  if (last === 'key' || last === 'keys') return judgeKey(own.slice(0, -1))
  if (/^(?:web)?hooks?$/.test(last)) return 'maybe'
  if (own.some(isStrongWord)) return last === 'id' ? 'maybe' : 'secret'
  if (passWords.has(last)) return own.some((word) => notBeforePass.has(word)) ? 'no' : 'secret'
  if (softWords.has(last)) return 'soft'
  return last !== 'id' && own.some((word) => maybeWords.has(word)) ? 'maybe' : 'no'
}

/** An address may have a secret in it. */
function judgeReference(all: readonly string[]): NameVerdict {
  if (all.at(-1) === 'url' || all.at(-1) === 'uri')
    return all.some((each) => maybeWords.has(each)) ? 'maybe' : 'no'
  return 'no'
}

function judgeKey(before: readonly string[]): NameVerdict {
  if (before.length === 0 || before.some((word) => publicWords.has(word))) return 'no'
  // `adminPasswordKey` is the key in a Secret that has the password.
  if (before.some((word) => /passw|token/.test(word))) return 'maybe'
  if (before.some((word) => keyQualifiers.has(word) || word.endsWith('secret'))) return 'secret'
  return 'maybe'
}

function isStrongWord(word: string): boolean {
  return strongWords.has(word) || strongParts.some((part) => word.includes(part))
}

/** `maxTokens`, `enableTokenRefresh`, `auth.use_password`: what is set is a number or a switch. */
function isSetting(name: string): boolean {
  const first = words(name.slice(name.lastIndexOf('.') + 1))[0] ?? ''
  return settingHeads.has(first)
}

/** Last words that say in which form or for which place: `password_base64`, `TOKEN_PROD`, `secret2`. */
function withoutTail(all: readonly string[]): readonly string[] {
  let end = all.length
  while (end > 1 && (/^\d+$/.test(all[end - 1] ?? '') || neutralTails.has(all[end - 1] ?? ''))) end -= 1
  const own = all.slice(0, end)
  const last = own.at(-1)?.replace(/\d+$/, '') ?? ''
  return last === '' ? own : own.with(-1, last)
}

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const strongParts = [
  'password',
  'passwd',
  'passwort',
  'kennwort',
  'passphrase',
  'passcode',
  'secret',
  'credential',
  'apikey',
  'accesskey',
  'privatekey',
  'privkey',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'bearertoken',
  'connectionstring',
  'connstr',
  'dockerconfigjson',
  'dockercfg',
]
const strongWords = list('token tokens motdepasse contrasena senha geheimnis jaas')
const passWords = list(
  'pass pwd pw psk creds cred seed pgpass dbpass userpass rootpass adminpass mypass smtppass mailpass requirepass masterauth pepper hmac totp keytab htpasswd pincode userpw rootpw adminpw mfaseed',
)
const compactNames = ['accesskeyid', 'jaasconfig', 'connectionstring', 'recoverycodes', 'backupcodes']
const notBeforePass = list(
  'proxy grpc fastcgi uwsgi scgi memcached by boarding health two single first second random',
)
const softWords = list(
  'auth authorization authentication cookie cookies salt seeds otp jwt bearer sig signature nonce pin',
)
const maybeWords = list('webhook webhooks hook dsn license licence sas pat auth jwt kubeconfig key keys')
const digestWords = list(
  'checksum checksums hash hashes digest digests sha sha1 sha256 sha512 md5 fingerprint thumbprint etag',
)
const publicWords = list(
  'public pub publishable primary foreign partition sort sorting object topology map index lookup row group label annotation field column json context feature config translation i18n shortcut hot keyboard cursor order distinct idempotency cache locale message event metric record path name',
)
const keyQualifiers = list(`
  api access private priv encryption encrypt crypto cipher signing sign signature secret master jwt jwe jws jwk hmac auth
  authentication authorization admin session shared license licence account storage ssh rsa dsa ecdsa ed25519 aes gpg pgp
  deploy client server tls ssl root integration ingest ingestion write subscription cookie csrf xsrf recovery webhook salt
  fernet rails nextauth otp totp mfa vapid wireguard wg psk unseal bootstrap enrollment registration agent dd datadog
  stripe twilio sendgrid mailgun mailchimp postmark newrelic relic sentry algolia openai anthropic claude gemini google
  firebase aws azure gcp segment mixpanel amplitude pusher github gitlab slack discord telegram paypal square braintree
  adyen okta auth0 cloudflare fastly heroku digitalocean linode hetzner honeycomb grafana splunk elastic logtail rollbar
  bugsnag pagerduty opsgenie maps mapbox recaptcha captcha turnstile launchdarkly intercom zendesk hubspot huggingface
  cohere mistral groq replicate pinecone vault consul etcd rabbitmq redis mongo postgres mysql minio meili meilisearch
  typesense app application service data user db database ca cert certificate symmetric asymmetric decryption kms site
`)

/** As the last word they say where a secret is, how long it lives, or what kind it is. */
const referenceTails = list(`
  name names ref refs reference references namespace namespaces path paths file files filename filepath dir directory
  folder mount mounts mountpath selector selectors second seconds minute minutes hour hours day days ms ttl expiry
  expiration expires expire exp age interval length size count limit limits bytes bits type types version versions class
  classes policy policies mode modes format formats enabled disabled required optional issuer issuers audience audiences
  algorithm algorithms alg algs algo url uri urls uris endpoint endpoints host hosts hostname port ports provider providers
  rotation period lifetime lifespan duration store stores engine engines backend backends manager managers controller
  operator driver annotations labels prefix suffix scope scopes role roles location source sources review reviews request
  requests response responses expr expression regex pattern hint prompt field fields column title description message help
  header headers param params parameter parameters schema strategy strategies validator validation strength history rule
  rules usage usages claim claims subject subjects service server servers username usernames group groups method methods
  flow flows grant grants event events quota budget budgets window threshold bucket ring leeway skew timeout delay retries
  encoding charset chars characters language status state address domain domains registry realm spec status template
  templates generator kind kinds object objects resource resources instance handler plugin plugins module modules
  middleware adapter client clients app user users email vault cache bits cluster clusters zone region node nodes binding
  bindings mapping mappings attribute attributes property properties option options reloader replicator inspector
  projection projector viewer reader writer admin config configs configuration settings setting k8s io com org length
  transformer counter counters metrics metric log logs rate burst authorizer authenticator checker check
`)
const settingHeads = list(
  'max min num total number use uses has is enable enables disable disables automount require requires allow allows rotate rotates existing show hide skip no need needs should can with support supports validate verify check warn',
)
const neutralTails = list(`
  value values data base64 b64 json yaml text txt str string raw plain default prod production dev development stage
  staging test testing qa old new current previous next primary secondary main backup base env var encoded encrypted
  decoded decrypted ro rw readonly content contents hashed bcrypt hex utf8 pem a b x
`)
const proseNames = list(
  'description message help summary title comment comments note notes usage doc docs documentation explanation longdescription shortdescription displayname reason hint tooltip',
)

/** @internal For tests: each word is held to what its list says. */
export const nameLists = {
  strongParts,
  strongWords,
  passWords,
  compactNames,
  notBeforePass,
  softWords,
  maybeWords,
  digestWords,
  publicWords,
  keyQualifiers,
  referenceTails,
  settingHeads,
  neutralTails,
} as const
