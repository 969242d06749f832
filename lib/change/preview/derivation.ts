import type { FrozenUnit } from '#lib/change/model.ts'

/** A frozen unit with its document. */
export type Head = { readonly unit: FrozenUnit; readonly text: string }

/** The result of a patch for one document. */
export type Evaluation =
  | { readonly status: 'change'; readonly text: string; readonly merged: boolean }
  | { readonly status: 'unchanged' }
  /** Outside: it has none of the resources that the patch is for, or no value is meant for its unit. */
  | { readonly status: 'no-match'; readonly reason: string; readonly isOutside?: boolean }
  | { readonly status: 'failed'; readonly reason: string }

/** How the new text of a document is obtained, as plain data; the computation itself is done elsewhere. */
export type Derivation =
  /** By applying the patch to the document. */
  | { readonly from: 'patch' }
  /** By applying what follows the first step to what the hub made of the document in it. */
  | { readonly from: 'started'; readonly text: string; readonly isPassedOver: boolean }
  /** Returned whole by the hub. */
  | { readonly from: 'text'; readonly text: string }
  /** As a person typed it, with masks in the lines that they left. */
  | { readonly from: 'typed'; readonly text: string }
  /** By merging the changes from base to theirs into the document. */
  | { readonly from: 'merge'; readonly base: string; readonly theirs: string }
  /** There is no new text, and this is why. */
  | { readonly from: 'nothing'; readonly evaluation: Exclude<Evaluation, { status: 'change' }> }

export type Derived = { readonly head: Head; readonly derivation: Derivation }

/** Every head once, in portions that fit in memory. */
export type Derive = (heads: readonly Head[], signal?: AbortSignal) => AsyncIterable<readonly Derived[]>
