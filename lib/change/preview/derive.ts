import type { FrozenUnit, Patch } from '#lib/change/model.ts'
import { restore } from '#lib/change/preview/restore.ts'
import { runFunction } from '#lib/change/preview/run-function.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

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

/** Asks the hub for whatever a patch needs beside the documents themselves. */
export function deriver(hub: ConfigHub, patch: Patch): Derive {
  switch (patch.kind) {
    case 'function':
      return runFunction(hub, patch)
    case 'restore':
      return restore(hub, patch.to)
    default:
      return patched
  }
}

async function* patched(heads: readonly Head[]): AsyncGenerator<readonly Derived[]> {
  yield heads.map((head) => ({ head, derivation: { from: 'patch' } }))
}
