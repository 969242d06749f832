import type { Patch } from '#lib/change/model.ts'
import { inStep, startOf } from '#lib/change/patch-steps.ts'
import type { Derivation, Derive, Derived, Head } from '#lib/change/preview/derivation.ts'
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
    case 'sequence': {
      const start = startOf(patch)
      return start === undefined ? patched : started(runFunction(hub, start))
    }
    default:
      return patched
  }
}

async function* patched(heads: readonly Head[]): AsyncGenerator<readonly Derived[]> {
  yield heads.map((head) => ({ head, derivation: { from: 'patch' } }))
}

/** What follows a function is applied to what it made of a document, or to the document where it had nothing to do. */
function started(run: Derive): Derive {
  return async function* (heads, signal) {
    for await (const derived of run(heads, signal))
      yield derived.map(({ head, derivation }) => ({ head, derivation: startedFrom(head, derivation) }))
  }
}

function startedFrom({ text }: Head, derivation: Derivation): Derivation {
  if (derivation.from === 'text') return { from: 'started', text: derivation.text, isPassedOver: false }
  if (derivation.from !== 'nothing') return derivation
  const { evaluation } = derivation
  if (evaluation.status !== 'failed')
    return { from: 'started', text, isPassedOver: evaluation.status === 'no-match' }
  return { from: 'nothing', evaluation: { ...evaluation, reason: inStep(1) + evaluation.reason } }
}
