/** Inclusive ranges of code points. */
export type Ranges = readonly (readonly [number, number])[]

/** A regular expression of the portable subset (contract 6.1). */
export type PatternTree =
  | { readonly kind: 'class'; readonly not: boolean; readonly ranges: Ranges }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly part: PatternTree; readonly min: number; readonly max: number }

/** What is wrong, and at which character. */
export type PatternFault = { readonly message: string; readonly at: number }

export const anyCharacter: PatternTree = { kind: 'class', not: true, ranges: [] }

export function character(code: number): PatternTree {
  return { kind: 'class', not: false, ranges: [[code, code]] }
}

/** Characters once all bounds are written out: what a database has to build before it can match. */
export function sizeOf(tree: PatternTree): number {
  switch (tree.kind) {
    case 'sequence':
    case 'choice':
      return Math.max(
        tree.parts.reduce((sum, part) => sum + sizeOf(part), 0),
        1,
      )
    case 'repeat':
      return sizeOf(tree.part) * Math.max(tree.min, tree.max === Number.POSITIVE_INFINITY ? 1 : tree.max, 1)
    default:
      return 1
  }
}
