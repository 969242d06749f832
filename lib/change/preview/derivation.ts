import type { FrozenUnit } from '#lib/change/model.ts'

/** A frozen unit with its document. */
export type Head = { readonly unit: FrozenUnit; readonly text: string }

/** What a patch makes of one document. */
export type Evaluation =
  | { readonly status: 'change'; readonly text: string; readonly merged: boolean }
  | { readonly status: 'unchanged' }
  | { readonly status: 'no-match'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

/** Where the new text of a document comes from. Plain data: the work itself is done elsewhere. */
export type Derivation =
  /** The patch, applied to the document. */
  | { readonly from: 'patch' }
  /** Given whole, by the hub. */
  | { readonly from: 'text'; readonly text: string }
  /** What changed from base to theirs, merged into the document. */
  | { readonly from: 'merge'; readonly base: string; readonly theirs: string }
  /** There is no new text, and why. */
  | { readonly from: 'nothing'; readonly evaluation: Exclude<Evaluation, { status: 'change' }> }

export type Derived = { readonly head: Head; readonly derivation: Derivation }

/** Every head once, in portions that fit in memory. */
export type Derive = (heads: readonly Head[], signal?: AbortSignal) => AsyncIterable<readonly Derived[]>
