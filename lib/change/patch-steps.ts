import type { FunctionPatch, Patch, StepPatch } from '#lib/change/model.ts'
import type { DocumentPatch, SetFields } from '#lib/config/patch/patch.ts'

/** Of one sequence. */
export const mostSteps = 8

/** The patches that are applied one after the other: those of a sequence, or the only one. */
export function stepsOf(patch: Patch): readonly StepPatch[] {
  switch (patch.kind) {
    case 'sequence':
      return patch.steps
    case 'document':
    case 'restore':
    case 'metadata':
    case 'undo-metadata':
      return []
    default:
      return [patch]
  }
}

export function isOfDocuments(step: StepPatch): step is DocumentPatch {
  return step.kind !== 'function'
}

/** The fields that a patch sets, those of all its steps. */
export function fieldsOf(patch: Patch): SetFields['fields'] {
  return stepsOf(patch).flatMap((step) => (step.kind === 'set-fields' ? step.fields : []))
}

/** The function that the hub runs on the documents that it holds, before anything else. */
export function startOf({ steps }: Extract<Patch, { kind: 'sequence' }>): FunctionPatch | undefined {
  const [first] = steps
  return first?.kind === 'function' ? first : undefined
}

/** Why patches cannot be applied one after the other. */
export function sequenceProblem(steps: readonly Pick<StepPatch, 'kind'>[]): string | undefined {
  const late = steps.findIndex(({ kind }, index) => kind === 'function' && index > 0)
  if (late < 0) return undefined
  return `${inStep(late + 1)}a function can only be the first step. ConfigHub runs it on the document that it holds, not on what earlier steps make of it.`
}

/** Begins what is said of a step, by its number. */
export function inStep(number: number): string {
  return `Step ${number}: `
}
