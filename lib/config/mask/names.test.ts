import { describe, expect, it } from 'vitest'
import { judgeName, type NameVerdict, nameLists } from '#lib/config/mask/names.ts'

const names: Readonly<Record<NameVerdict, string>> = {
  secret:
    'password PASSWORD db_password dbPassword db-password db.password spring.datasource.password DB_PASS RABBITMQ_DEFAULT_PASS PGPASS PGPASSWORD ' +
    'pwd DB_PWD passphrase secret clientSecret CLIENT_SECRET oauth.client-secret token AUTH_TOKEN githubToken refresh_token_2 JWT_KEY MASTER_KEY ' +
    'HMAC_KEY OTP_SEED WIFI_PSK DB_CREDS credentials apiKey APIKey x-api-key API_KEY_PROD access_key AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID ' +
    'privateKey private-key encryptionKey signing_key STRIPE_KEY SECRET_KEY_BASE sasl.jaas.config connectionString .dockerconfigjson ' +
    'client-key-data password_base64 TOKEN_GITHUB hash.password passwordHash kennwort',
  soft: 'auth REDIS_AUTH authorization cookie sessionCookie salt jwt basic_auth seeds',
  maybe:
    'ROUTING_ALERT_KEY SOME_KEY webhook SLACK_WEBHOOK WEBHOOK_URL SENTRY_DSN adminPasswordKey secretId credentialsId',
  no:
    'name key keys secretName secretKeyRef secretRef existingSecret passwordFile PASSWORD_FILE tokenPath tokenUrl TOKEN_URL tokenTTL ' +
    'tokenExpirationSeconds maxTokens automountServiceAccountToken enablePassword passwordPolicy tokenReview secretStore authorizationMode ' +
    'auth.type topologyKey primaryKey publicKey PUBLIC_KEY partition_key proxy_pass compass keyboard monkey author authority tokenizer ' +
    'rbac.authorization.k8s.io/aggregate-to-admin strimzi.authorization.kafka.cluster.name checksum/secret passwordMinLength secretNamespace ' +
    'clientId user host image digest tokenEndpoint secretsManager username passwordField',
}

describe('judgeName', () => {
  it.each(
    Object.entries(names).flatMap(([verdict, all]) => all.split(' ').map((name) => [name, verdict] as const)),
  )('%s: %s', (name, verdict) => {
    expect(judgeName(name)).toBe(verdict)
  })
})

/** A name made of a word, and what it is when the word does what its list is for. */
const forms: Readonly<Record<keyof typeof nameLists, readonly [(word: string) => string, NameVerdict]>> = {
  strongParts: [(word) => `my${word}`, 'secret'],
  strongWords: [(word) => word, 'secret'],
  passWords: [(word) => `db_${word}`, 'secret'],
  compactNames: [(word) => `my.${word}`, 'secret'],
  notBeforePass: [(word) => `${word}_pass`, 'no'],
  softWords: [(word) => word, 'soft'],
  maybeWords: [(word) => `${word}_alpha`, 'maybe'],
  digestWords: [(word) => `token_${word}_alpha`, 'no'],
  publicWords: [(word) => `${word}_key`, 'no'],
  keyQualifiers: [(word) => `${word}_key`, 'secret'],
  referenceTails: [(word) => `token_${word}`, 'no'],
  settingHeads: [(word) => `${word}Token`, 'no'],
  neutralTails: [(word) => `token_${word}`, 'secret'],
}

describe.each(Object.entries(forms))('each word of %s', (list, [nameWith, verdict]) => {
  const words = Object.entries(nameLists).flatMap(([name, all]) => (name === list ? [...all] : []))

  it(`makes a name that is judged ${verdict}`, () => {
    expect(words.length).toBeGreaterThan(0)
    expect(words.filter((word) => judgeName(nameWith(word)) !== verdict)).toEqual([])
  })
})
