import type { Json } from '#lib/base/json.ts'
import type { ResourceScope } from '#lib/config/document/document.ts'

/** How a value is made of the one that is there; a field without any is set. */
export const fieldChanges = ['add', 'multiply', 'at-least', 'at-most', 'append', 'remove'] as const
export type FieldChange = (typeof fieldChanges)[number]

export type FieldPatch = { readonly path: string; readonly value: Json; readonly how?: FieldChange }

/** Units whose value in a column is one that the patterns name: `eu-*, uk-*`. */
export type UnitCondition = { readonly column: string; readonly matches: string }

export type FieldCase = { readonly when: UnitCondition; readonly value: Json }

/** A field whose value depends on the unit: the first case that is for the unit counts. */
export type CasedField = {
  readonly path: string
  readonly how?: FieldChange
  readonly cases: readonly FieldCase[]
  /** For all other units; absent, it leaves the field of those as it is. */
  readonly value?: Json
}

export type SetFields = {
  readonly kind: 'set-fields'
  readonly fields: readonly (FieldPatch | CasedField)[]
} & ResourceScope

/** The three patches we apply to documents ourselves (decision 0003). */
export type DocumentPatch =
  | SetFields
  /** RFC 7386 in YAML or JSON, with Kubernetes list-merge keys; `text` is what the user typed. */
  | ({ readonly kind: 'merge'; readonly text: string } & ResourceScope)
  /** RFC 6902, `test` included; `text` is the JSON array as typed. */
  | ({ readonly kind: 'json'; readonly text: string } & ResourceScope)

export type PatchOf<Kind extends DocumentPatch['kind']> = Extract<DocumentPatch, { kind: Kind }>
