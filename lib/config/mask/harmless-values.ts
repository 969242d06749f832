import { isMasked } from '#lib/config/mask/spans.ts'

/** Values that say where a secret comes from, or that there is none; shown even under the name of a secret. */
export function isHarmless(value: string): boolean {
  const text = value.trim()
  if (text === '' || isMasked(text)) return true
  return (
    text.length <= 512 &&
    (emptyWords.has(text.toLowerCase()) || isReference(text) || harmless.some((each) => each.test(text)))
  )
}

/** `${VAR}`, `$(VAR)`, `{{ .Values.x }}`, `vault:path#key`. */
export function isReference(value: string): boolean {
  const text = value.trim()
  return text.length <= 512 && references.some((each) => each.test(text))
}

/**
 * `simple`, `RBAC`, `oauth2`, `client-certificate`: names a method, under a name that can mean a method or a secret.
 */
export function isPlainWord(value: string): boolean {
  const text = value.trim()
  return (
    text.length <= 40 &&
    /^[A-Za-z]+(?:[-_ .,/][A-Za-z]+)*[0-9]?$/.test(text) &&
    !/[a-z][A-Z].*[a-z][A-Z]/.test(text)
  )
}

const emptyWords: ReadonlySet<string> = new Set(
  'true false yes no on off null ~ nil none undefined n/a unset empty required optional enabled disabled default auto | > |- >- |+ >+ { [ {} []'.split(
    ' ',
  ),
)

const references: readonly RegExp[] = [
  /^\$\{[^{}]*\}$/,
  /^\$\([^()]*\)$/,
  /^\$[A-Za-z_][A-Za-z0-9_]*$/,
  /^%[A-Za-z_][A-Za-z0-9_]*%$/,
  /^\{\{[^{}]*\}\}$/,
  /^<[A-Za-z][A-Za-z0-9 _.-]*>$/,
  /^<(?:path|vault|secret|ref|ssm|sops):[^<>]*>$/i,
  /^(?:ref\+|vault:|op:\/\/|arn:aws:(?:secretsmanager|ssm):|awssm:|gcpsm:|gcp:|azurekv:|keyvault:|secretref:|secret:\/\/|env:|file:|ssm:|sops:|k8s:)/,
  /^@Microsoft\.KeyVault\(/,
  /^projects\/[\w.-]+\/secrets\/[\w.-]+/,
  /^ENC\[[A-Za-z0-9_]+,/,
  /^process\.env\.[A-Za-z_]\w*$/,
]

const harmless: readonly RegExp[] = [
  // A file, as far as a path can be told from Base64 that begins with a slash.
  /^(?:\.{0,2}|~)\/(?:etc|var|run|mnt|opt|home|root|tmp|usr|secrets?|vault|data|app|config|certs?|ssl|tls|srv|keys?|private|dev)(?:\/[\w.@+-]+)+$/,
  /^[\w./-]+\.(?:pem|key|crt|json|ya?ml|txt|conf|jks|p12|keytab|env)$/,
  /^\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|d)$/,
]
