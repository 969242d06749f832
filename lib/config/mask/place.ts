import type { Around } from '#lib/config/mask/marks.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import { isSecretType, type ResourceKind, secretSections } from '#lib/config/mask/secret-resources.ts'
import type { PathSegment } from '#lib/path/data-path.ts'

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** What a path says about its value. */
export function aroundPath(resourceType: string, segments: readonly PathSegment[]): Around {
  const names = segments.flatMap((each) => (each.kind === 'key' || each.kind === 'param' ? each.key : []))
  const [first] = names
  const isSecret = isSecretType(resourceType)
  if (first !== undefined && (first === 'stringData' || (isSecret && secretSections.has(first)))) {
    return { isSecretData: true, name: names.at(-1) ?? first }
  }
  const last = segments.at(-1)
  const before = segments.at(-2)
  const element = before?.kind === 'match' || before?.kind === 'filter' ? before : undefined
  const isPair = last?.kind === 'key' && last.key.toLowerCase() === 'value'
  const name = last?.kind === 'match' || last?.kind === 'filter' ? '' : (names.at(-1) ?? '')
  const verdict = judgeName(isPair && element !== undefined ? element.value : name)
  return {
    name,
    verdict,
    isGenerator: names.includes('secretGenerator'),
    ...(isSecret && segments.length < 2 && { kind: 'secret' as const }),
  }
}

/** The value at the path must be hidden, whatever it is. */
export function isSecretPlace(resourceType: string, segments: readonly PathSegment[]): boolean {
  const { isSecretData, verdict, name } = aroundPath(resourceType, segments)
  if (isSecretData === true || verdict === 'secret' || verdict === 'soft') return true
  return isSecretType(resourceType) && name === lastApplied
}

/** The root of a patch for resources of a type; without one, `data` in it may be that of a Secret. */
export function patchRoot(resourceType: string | undefined): { readonly kind?: ResourceKind } {
  if (resourceType === undefined || resourceType === '' || resourceType === '*') return { kind: 'unknown' }
  return isSecretType(resourceType) ? { kind: 'secret' } : {}
}
