/**
 * A strategic merge patch and kubectl's result. The texts are the inside of YAML maps: `spec` of a Deployment's
 * pod where `type` and `at` do not say otherwise.
 */
export type KubectlMerge = {
  readonly title: string
  /** `v1 Service` */
  readonly type?: string
  /** The path of the part that the texts are about; empty for the whole resource. */
  readonly at?: string
  readonly document: string
  readonly patch: string
  /** The result, or a part of the message with which kubectl refuses. */
  readonly kubectl: string | { readonly refuses: string }
  /** Where Hubdeck deliberately does something else (docs/patching.md); otherwise it does what kubectl does. */
  readonly hubdeck?: { readonly why: string } & ({ readonly gives: string } | { readonly refuses: string })
}

/** The patch as YAML. */
export function patchOf(merge: KubectlMerge): string {
  return `{${nested(merge, merge.patch)}}\n`
}

/** The whole resource in which `inside` stands where the merge has its parts, as YAML. */
export function resourceWith(merge: KubectlMerge, inside: string): string {
  const [apiVersion, kind] = (merge.type ?? 'apps/v1 Deployment').split(' ')
  const named =
    merge.at === 'metadata'
      ? `metadata: {name: m, ${inside}}`
      : `metadata: {name: m}, ${nested(merge, inside)}`
  return `{apiVersion: ${apiVersion}, kind: ${kind}, ${named}}\n`
}

function nested({ at = 'spec.template.spec' }: KubectlMerge, inside: string): string {
  return at
    .split('.')
    .filter(Boolean)
    .reduceRight((text, key) => `${key}: {${text}}`, inside)
}
