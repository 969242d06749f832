import type { FrozenUnit, Patch } from '#lib/change/model.ts'
import { restore } from '#lib/change/restore.ts'
import { runFunction } from '#lib/change/run-function.ts'
import { applyReadPatch } from '#lib/config/apply.ts'
import type { DocumentPatch, PatchError } from '#lib/config/patch.ts'
import { type ReadPatch, readPatch } from '#lib/config/patch-value.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'

/** A frozen unit with its document. */
export type Head = { readonly unit: FrozenUnit; readonly text: string }

/** What a patch makes of one document. */
export type Evaluation =
  | { readonly status: 'change'; readonly text: string; readonly merged: boolean }
  | { readonly status: 'unchanged' }
  | { readonly status: 'no-match'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

/** Results in the order of the heads. Preview and commit run the very same one. */
export type Evaluate = (heads: readonly Head[], signal?: AbortSignal) => Promise<Evaluation[]>

/** Throws when the patch itself cannot be read: that is one mistake, not one in every unit. */
export function evaluator(hub: ConfigHub, patch: Patch): Evaluate {
  switch (patch.kind) {
    case 'function':
      return runFunction(hub, patch)
    case 'restore':
      return restore(hub, patch.to)
    default:
      return patchDocuments(patch)
  }
}

function patchDocuments(patch: DocumentPatch): Evaluate {
  const read = readPatch(patch)
  if (!read.ok) throw unreadablePatch(read.error)
  return async (heads) => {
    const evaluations: Evaluation[] = []
    for (const [index, { text }] of heads.entries()) {
      if (index % shareAfter === shareAfter - 1) await letOthersRun()
      evaluations.push(evaluateDocument(text, read.value))
    }
    return evaluations
  }
}

/** Documents between two pauses: a large preview must not make everybody else wait for it. */
const shareAfter = 20

function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

function evaluateDocument(text: string, patch: ReadPatch): Evaluation {
  const applied = applyReadPatch(text, patch)
  if (!applied.ok) return { status: 'failed', reason: applied.error.message }
  const { matched, changed, reason } = applied.value
  if (changed) return { status: 'change', text: applied.value.text, merged: false }
  if (matched > 0) return { status: 'unchanged' }
  return { status: 'no-match', reason: reason ?? 'Nothing in this document is what the patch is for.' }
}

function unreadablePatch({ message, line, column }: PatchError): ConfigHubError {
  const at = line === undefined ? '' : `Line ${line}${column === undefined ? '' : `, column ${column}`}: `
  return new ConfigHubError({
    status: 400,
    code: 'patch-unreadable',
    operation: 'preview',
    message: `${at}${message}`,
  })
}
