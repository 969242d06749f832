import type { Derivation, Evaluation } from '#lib/change/preview/derivation.ts'
import { budget, type Measured, TooLarge } from '#lib/config/document/budget.ts'
import { type LoadedResource, type LoadedStream, loadStream } from '#lib/config/document/document.ts'
import { guarded } from '#lib/config/document/result.ts'
import { applyToStream, inDocument } from '#lib/config/patch/apply.ts'
import { type MergeConflict, mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import type { ReadPatch } from '#lib/config/patch/patch-value.ts'
import { placeLabel } from '#lib/path/path-label.ts'

/** A text, and its resources if they were parsed on the way, so that they need not be parsed again. */
export type Reading = { readonly text: string; readonly resources?: readonly LoadedResource[] }

/** An evaluation with both documents. */
export type ReadEvaluation =
  | Exclude<Evaluation, { status: 'change' }>
  | {
      readonly status: 'change'
      readonly before: Reading
      readonly after: Reading
      readonly merged: boolean
    }

/** Computes the result for one document. `patch` is needed where the derivation applies it. */
export function evaluateDocument(
  text: string,
  derivation: Derivation,
  patch: ReadPatch | undefined,
): ReadEvaluation {
  const evaluated = evaluateSmall(text, derivation, patch)
  if (evaluated.status !== 'change' || evaluated.after.text.length <= budget.characters) return evaluated
  return tooLarge('result')
}

/** A document that is too large is not even parsed. */
function evaluateSmall(text: string, derivation: Derivation, patch: ReadPatch | undefined): ReadEvaluation {
  if (textsOf(text, derivation).some((each) => each.length > budget.characters)) return tooLarge('document')
  switch (derivation.from) {
    case 'nothing':
      return derivation.evaluation
    case 'text':
      return changed(text, derivation.text, false)
    case 'merge':
      return mergeDocument(text, derivation)
    case 'patch':
      if (patch === undefined) throw new Error('a document to be patched came without its patch')
      return patchDocument(text, patch)
    default:
      return derivation satisfies never
  }
}

function textsOf(text: string, derivation: Derivation): string[] {
  if (derivation.from === 'text') return [text, derivation.text]
  return derivation.from === 'merge' ? [text, derivation.base, derivation.theirs] : [text]
}

function tooLarge(what: Measured): ReadEvaluation {
  return { status: 'failed', reason: new TooLarge(what, 'characters').message }
}

function patchDocument(text: string, patch: ReadPatch): ReadEvaluation {
  const stream = guarded(() => loadStream(text))
  if (!stream.ok) return { status: 'failed', reason: inDocument(stream.error).error.message }
  const applied = guarded(() => applyToStream(stream.value, patch))
  if (!applied.ok) return { status: 'failed', reason: applied.error.message }
  const { matched, changed, reason } = applied.value
  if (changed) {
    return {
      status: 'change',
      before: readingOf(stream.value),
      after: readingOf(applied.value.stream),
      merged: false,
    }
  }
  if (matched > 0) return { status: 'unchanged' }
  return { status: 'no-match', reason: reason ?? 'Nothing in this document matches the patch.' }
}

function mergeDocument(
  text: string,
  { base, theirs }: Extract<Derivation, { from: 'merge' }>,
): ReadEvaluation {
  const merged = mergeThreeWay(base, text, theirs)
  if (!merged.ok) return { status: 'failed', reason: merged.error.message }
  const { conflicts } = merged.value
  if (conflicts.length > 0) return { status: 'failed', reason: conflictReason(conflicts) }
  return changed(text, merged.value.text, true)
}

function changed(before: string, after: string, merged: boolean): ReadEvaluation {
  return { status: 'change', before: { text: before }, after: { text: after }, merged }
}

function readingOf({ text, resources }: LoadedStream): Reading {
  return { text, resources }
}

function conflictReason(conflicts: readonly MergeConflict[]): string {
  const places = conflicts.map(placeLabel)
  const shown = [...new Set(places)].slice(0, 3).join(', ')
  return `Changed again since, in the same place: ${shown}. Resolve this by hand.`
}
