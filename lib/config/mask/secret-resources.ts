import { type JsonMap, member } from '#lib/base/json.ts'

/** Sections of a Secret that hold what is secret. */
export const secretSections: ReadonlySet<string> = new Set(['data', 'stringData', 'binaryData'])

/**
 * What a map as a whole is: a Secret; a list of them, whose items need not say so; a template of one, as in a
 * SealedSecret or an ExternalSecret, whose own `encryptedData` is ciphertext and made to be shown; what a patch for any
 * type goes to is unknown.
 */
export type ResourceKind = 'secret' | 'secret-list' | 'secret-template' | 'unknown' | 'other'

export function resourceKind(map: JsonMap): ResourceKind {
  const kind = member(map, 'kind')
  if (typeof kind !== 'string') return 'other'
  switch (kind.trim().toLowerCase()) {
    case 'secret':
      return 'secret'
    case 'secretlist':
      return 'secret-list'
    case 'sealedsecret':
    case 'externalsecret':
    case 'clusterexternalsecret':
    case 'pushsecret':
    case 'vaultstaticsecret':
      return 'secret-template'
    default:
      return 'other'
  }
}

export function isSecretType(resourceType: string): boolean {
  return /(?:^|\/)secret$/i.test(resourceType.trim())
}

/** Fields whose values are named by others, or shown on purpose. */
export function isOpenSection(kind: ResourceKind, key: string): boolean {
  return kind === 'secret-template' && key === 'encryptedData'
}
