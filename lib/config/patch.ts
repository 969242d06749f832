/** A value as it stands in a YAML or JSON document. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Which resources of a document a patch touches; both absent means every resource. */
export type ResourceScope = {
  /** `apps/v1/Deployment`; exact. */
  readonly resourceType?: string
  /** `<namespace>/<name>` or just `<name>`. */
  readonly resourceName?: string
}

/** The three patches we apply to documents ourselves (decision 0003). */
export type DocumentPatch =
  | ({
      readonly kind: 'set-fields'
      readonly fields: readonly { path: string; value: Json }[]
    } & ResourceScope)
  /** RFC 7386 in YAML or JSON, with Kubernetes list-merge keys; `text` is what the user typed. */
  | ({ readonly kind: 'merge'; readonly text: string } & ResourceScope)
  /** RFC 6902, `test` included; `text` is the JSON array as typed. */
  | ({ readonly kind: 'json'; readonly text: string } & ResourceScope)

/** One place in a document that differs, paths in where_data syntax (`spec.template.spec.containers.?name=main.image`). */
export type PathChange = {
  readonly resourceType: string
  /** `<namespace>/<name>`; empty namespace gives `/<name>` (contract 4.5). */
  readonly resourceName: string
  /** Empty for a whole resource. */
  readonly path: string
  readonly change: 'Add' | 'Delete' | 'Update'
  readonly from?: Json
  readonly to?: Json
}

export type PatchError = {
  readonly message: string
  /** Position in the patch text, where there is one. */
  readonly line?: number
  readonly column?: number
  /** Nothing is wrong with it but its size. */
  readonly isTooLarge?: true
}
