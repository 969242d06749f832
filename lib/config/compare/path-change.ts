import type { Json } from '#lib/base/json.ts'

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
