import type { Result } from '#lib/base/result.ts'
import type { FilterPath } from '#lib/path/data-path.ts'
import type { Compare, Order } from '#lib/where/operators.ts'

/** Half-open character range in the text a node was read from. */
export type Span = { readonly start: number; readonly end: number }

/** What is wrong, where, and (when we are sure) the whole text as it should read. */
export type WhereError = {
  readonly message: string
  readonly span: Span
  readonly repair?: { readonly label: string; readonly text: string }
}

export type WhereResult<T> = Result<T, WhereError>

export type Literal =
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'int'; readonly value: number; readonly span: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly span: Span }

/** `Slug`, `Labels.Tier`, `Space.Labels.Environment`, `FromLink.*.Slug`. */
export type Ref = {
  readonly kind: 'ref'
  /** Related entity prefix as written (`Space`, `UpstreamUnit`, `Unit`), absent for the entity itself. */
  readonly relation?: string
  /** `relation.*.attribute`: any element satisfies. */
  readonly each: boolean
  readonly attribute: string
  /** Map key, when the attribute is a map. */
  readonly key?: string
  readonly span: Span
}

/** The `IS [NOT] TRUE|FALSE` suffix, which decides what unknown (NULL) means. */
export type Truth = { readonly not: boolean; readonly value: boolean }

export type Term = { readonly span: Span; readonly truth?: Truth } & (
  | { readonly kind: 'compare'; readonly left: Ref; readonly op: Compare; readonly right: Literal | Ref }
  | { readonly kind: 'in'; readonly left: Ref; readonly not: boolean; readonly list: readonly Literal[] }
  | { readonly kind: 'null'; readonly left: Ref; readonly not: boolean }
  | { readonly kind: 'has'; readonly left: Ref; readonly value: Literal & { kind: 'string' } }
  | { readonly kind: 'len'; readonly left: Ref; readonly op: Order; readonly right: Literal | Ref }
)

/** A conjunction; empty selects everything (contract 6.1). */
export type Where = { readonly terms: readonly Term[] }

/** Where the path of a term stands, and where it leads. */
export type TermPath = FilterPath & { readonly span: Span }

export type DataTerm = { readonly span: Span; readonly path: TermPath } & (
  | { readonly kind: 'compare'; readonly op: Compare; readonly right: Literal }
  | { readonly kind: 'in'; readonly not: boolean; readonly list: readonly Literal[] }
)

/** `where_data`: all terms have to hold on the same resource (contract 7.1). */
export type WhereData = { readonly terms: readonly DataTerm[] }
