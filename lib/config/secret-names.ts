/** Names of keys and environment variables whose values are secrets. */
const secretNames: readonly RegExp[] = [
  /passw(?:or)?d/,
  /passphrase/,
  /^pwd$|_pwd$/,
  /secret/,
  /token/,
  /api_?key/,
  /access_?key/,
  /private_?key/,
  /encryption_?key/,
  /signing_?key/,
  /credential/,
  /^auth$|basic_?auth|authorization/,
  /connection_?string/,
  /dockerconfig/,
]

/** Names that only tell where a secret is, how long it lives or what kind it is. */
const referenceNames: readonly RegExp[] = [
  /(?:^|_)(?:name|names|ref|refs|reference|namespace|path|file|dir|directory|mount|selector)$/,
  /(?:name|ref|namespace|path|file)$/,
  /_?(?:seconds|minutes|ttl|expiry|expiration|expires|age|interval|length|size|count|limit|bytes)$/,
  /_?(?:type|version|class|policy|mode|format|enabled|required|issuer|audience|algorithm|url|uri|endpoint|host|port)$/,
  /^existing_?secret/,
  /^(?:max|min|num|total)_/,
  /^(?:use|has|is|enable|disable|automount|require|allow|rotate)_/,
  /_key$(?<!(?:api|access|private|encryption|signing|secret)_key)/,
]

/** Values that are secrets whatever they are called. */
export const secretValues: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/,
  /\bglpat-[A-Za-z0-9_-]{16,}\b/,
  /\bxox[abposr]-[A-Za-z0-9-]{10,}/,
  /\b[sr]k_live_[A-Za-z0-9]{16,}\b/,
]

/** `scheme://user:password@host`: the part in the middle. */
export const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"']*:)([^\s/?#"']+)(@(?=[^\s@]))/gi

/** `password=...`, `token: ...` inside a longer text. */
export const secretAssignment =
  /((?:^|[\s,;&?'"{-])["']?([A-Za-z][A-Za-z0-9_.-]*)["']?[ \t]*[=:][ \t]*)("[^"\n]*"|'[^'\n]*'|[^\s,;&"'{}[\]]+)/gm

export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[.\-/\s]+/g, '_')
    .toLowerCase()
  return secretNames.some((each) => each.test(words)) && !referenceNames.some((each) => each.test(words))
}
