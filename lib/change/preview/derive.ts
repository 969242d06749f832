import type { Patch } from '#lib/change/model.ts'
import type { Derive, Derived, Head } from '#lib/change/preview/derivation.ts'
import { replaceDocument } from '#lib/change/preview/replace-document.ts'
import { restore } from '#lib/change/preview/restore.ts'
import { runFunction } from '#lib/change/preview/run-function.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Fetches from the hub what a patch needs besides the documents themselves. */
export function deriver(hub: ConfigHub, patch: Patch): Derive {
  switch (patch.kind) {
    case 'function':
      return runFunction(hub, patch)
    case 'document':
      return replaceDocument(patch)
    case 'restore':
      return restore(hub, patch.to)
    default:
      return patched
  }
}

async function* patched(heads: readonly Head[]): AsyncGenerator<readonly Derived[]> {
  yield heads.map((head) => ({ head, derivation: { from: 'patch' } }))
}
