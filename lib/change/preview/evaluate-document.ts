import type { Derivation, Evaluation } from '#lib/change/preview/derivation.ts'
import { placedReason, typedDocument } from '#lib/change/preview/typed-document.ts'
import { budget, type Measured, TooLarge } from '#lib/config/document/budget.ts'
import { type LoadedStream, loadStream, type Resource } from '#lib/config/document/document.ts'
import { guarded } from '#lib/config/document/result.ts'
import { jsonProblem } from '#lib/config/formats/json.ts'
import { formatOf, isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { type AppliedPatch, applyToStream, inDocument } from '#lib/config/patch/apply.ts'
import { applyToFormat, mergeFormats } from '#lib/config/patch/apply-format.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import type { MergeConflict } from '#lib/config/patch/merge-three-values.ts'
import type { ReadPatch } from '#lib/config/patch/patch-value.ts'
import { placeLabel } from '#lib/path/path-label.ts'

/** A text, and what was parsed of it on the way, so that it need not be parsed again. */
export type Reading = {
  readonly text: string
  /** Of YAML. */
  readonly stream?: LoadedStream
  /** Of other formats. */
  readonly resources?: readonly Resource[]
}

/** An evaluation with both documents. */
export type ReadEvaluation =
  | Exclude<Evaluation, { status: 'change' }>
  | {
      readonly status: 'change'
      readonly before: Reading
      readonly after: Reading
      readonly merged: boolean
      /** How lists were merged, where a reader should know. */
      readonly notes?: readonly string[]
      /** What else a reader should know, as it is shown. */
      readonly asides?: readonly string[]
    }

/**
 * Computes the result for one document. `patch` is needed where the derivation applies it; without a `toolchain` the
 * document is Kubernetes/YAML.
 */
export function evaluateDocument(
  text: string,
  derivation: Derivation,
  patch: ReadPatch | undefined,
  toolchain?: string,
): ReadEvaluation {
  const evaluated = evaluateSmall(text, derivation, patch, toolchain)
  if (evaluated.status !== 'change' || evaluated.after.text.length <= budget.characters) return evaluated
  return tooLarge('result')
}

/** A document that is too large is not even parsed. */
function evaluateSmall(
  text: string,
  derivation: Derivation,
  patch: ReadPatch | undefined,
  toolchain: string | undefined,
): ReadEvaluation {
  if (textsOf(text, derivation).some((each) => each.length > budget.characters)) return tooLarge('document')
  switch (derivation.from) {
    case 'nothing':
      return derivation.evaluation
    case 'text':
      return changed(text, derivation.text, false)
    case 'typed':
      return replaceDocument(text, derivation.text, toolchain)
    case 'merge':
      return mergeDocument(text, derivation, toolchain)
    case 'patch':
    case 'started':
      if (patch === undefined) throw new Error('a document to be patched came without its patch')
      return patchDocument(text, patch, toolchain)
    default:
      return derivation satisfies never
  }
}

function textsOf(text: string, derivation: Derivation): string[] {
  if ('text' in derivation) return [text, derivation.text]
  return derivation.from === 'merge' ? [text, derivation.base, derivation.theirs] : [text]
}

function tooLarge(what: Measured): ReadEvaluation {
  return { status: 'failed', reason: new TooLarge(what, 'characters').message }
}

function patchDocument(text: string, patch: ReadPatch, toolchain: string | undefined): ReadEvaluation {
  if (toolchain !== undefined && !isYamlToolchain(toolchain)) return patchFormat(text, patch, toolchain)
  const isJson = formatOf(toolchain).kind === 'json'
  const problem = isJson ? jsonProblem(text) : undefined
  if (problem !== undefined) return { status: 'failed', reason: inDocument(problem, 'JSON').error.message }
  const stream = guarded(() => loadStream(text))
  if (!stream.ok) return { status: 'failed', reason: inDocument(stream.error).error.message }
  const applied = guarded(() => applyToStream(stream.value, patch))
  if (!applied.ok) return { status: 'failed', reason: applied.error.message }
  // JSON is edited as the YAML that it is, so what only YAML allows must not get in.
  if (isJson && jsonProblem(applied.value.stream.text) !== undefined)
    return { status: 'failed', reason: 'This change cannot be written as JSON; edit the text itself' }
  return outcomeOf(
    { ...applied.value, unmeant: patch.unmeant },
    readingOf(stream.value),
    readingOf(applied.value.stream),
  )
}

function replaceDocument(text: string, typed: string, toolchain: string | undefined): ReadEvaluation {
  const whole = typedDocument(text, typed, toolchain)
  if (!whole.ok) return { status: 'failed', reason: placedReason(whole.error, typed, toolchain) }
  return whole.value === text ? { status: 'unchanged' } : changed(text, whole.value, false)
}

function patchFormat(text: string, patch: ReadPatch, toolchain: string): ReadEvaluation {
  const applied = applyToFormat(text, toolchain, patch)
  if (!applied.ok) return { status: 'failed', reason: applied.error.message }
  const { before, after, text: written } = applied.value
  const { unmeant } = patch
  return outcomeOf(
    { ...applied.value, unmeant },
    { text, resources: before },
    { text: written, resources: after },
  )
}

function outcomeOf(
  { matched, changed, reason, notes, unmeant }: AppliedPatch & { readonly unmeant: string | undefined },
  before: Reading,
  after: Reading,
): ReadEvaluation {
  if (changed)
    return { status: 'change', before, after, merged: false, ...(notes === undefined ? {} : { notes }) }
  if (matched > 0) return { status: 'unchanged' }
  if (reason !== undefined) return { status: 'no-match', reason }
  const none = unmeant ?? 'Nothing in this document matches the patch.'
  return { status: 'no-match', reason: none, isOutside: true }
}

function mergeDocument(
  text: string,
  { base, theirs }: Extract<Derivation, { from: 'merge' }>,
  toolchain: string | undefined,
): ReadEvaluation {
  const merged =
    toolchain === undefined || isYamlToolchain(toolchain)
      ? mergeThreeWay(base, text, theirs)
      : mergeFormats({ base, ours: text, theirs }, toolchain)
  if (!merged.ok) return { status: 'failed', reason: merged.error.message }
  const { conflicts } = merged.value
  if (conflicts.length > 0) return { status: 'failed', reason: conflictReason(conflicts) }
  return changed(text, merged.value.text, true)
}

function changed(before: string, after: string, merged: boolean): ReadEvaluation {
  return { status: 'change', before: { text: before }, after: { text: after }, merged }
}

function readingOf(stream: LoadedStream): Reading {
  return { text: stream.text, stream }
}

function conflictReason(conflicts: readonly MergeConflict[]): string {
  const places = conflicts.map((each) => (each.path === '' ? each.resourceType : placeLabel(each)))
  const shown = [...new Set(places)].slice(0, 3).join(', ')
  return `Changed again since, in the same place: ${shown}. Resolve this by hand.`
}
