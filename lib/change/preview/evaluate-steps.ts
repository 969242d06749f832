import { inStep } from '#lib/change/patch-steps.ts'
import type { Derivation } from '#lib/change/preview/derivation.ts'
import { evaluateDocument, type ReadEvaluation, type Reading } from '#lib/change/preview/evaluate-document.ts'
import type { ReadStep } from '#lib/change/preview/read-steps.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import { unpatchable } from '#lib/config/patch/apply-format.ts'

type Start = Extract<Derivation, { from: 'patch' | 'started' }>

/** How far a document came. */
type Progress = {
  after: Reading
  readonly notes: Set<string>
  /** Numbers of the steps that the document has nothing for. */
  readonly passed: number[]
}

/**
 * Applies patches one after the other. One that a document has nothing for is passed over; one that fails, or that finds
 * its resource and not its place in it, leaves the document as it was.
 */
export function evaluateSteps(
  text: string,
  start: Start,
  steps: readonly ReadStep[],
  toolchain: string | undefined,
): ReadEvaluation {
  const progress = begun(text, start)
  for (const step of steps) {
    const stopped = take(step, progress, toolchain)
    if (stopped !== undefined) return stopped
  }
  const { after, notes, passed } = progress
  const count = steps.length + (start.from === 'started' ? 1 : 0)
  if (passed.length === count) return { status: 'no-match', reason: nothingHere, isOutside: true }
  if (after.text === text) return { status: 'unchanged' }
  const asides = passed.map((number) => `step ${number} has nothing to apply to here`)
  return { status: 'change', before: { text }, after, merged: false, notes: [...notes], asides }
}

const nothingHere = 'No step has anything to apply to here.'

function begun(text: string, start: Start): Progress {
  const isStarted = start.from === 'started'
  return {
    after: { text: isStarted ? start.text : text },
    notes: new Set(),
    passed: isStarted && start.isPassedOver ? [1] : [],
  }
}

/** Takes one step, or says why no further one is taken. */
function take(
  { number, kind, read }: ReadStep,
  progress: Progress,
  toolchain: string | undefined,
): ReadEvaluation | undefined {
  const refusal = unpatchable(formatOf(toolchain), kind)
  if (refusal !== undefined) return { status: 'failed', reason: inStep(number) + refusal }
  const done = evaluateDocument(progress.after.text, { from: 'patch' }, read, toolchain)
  if (done.status === 'change') {
    progress.after = done.after
    for (const note of done.notes ?? []) progress.notes.add(note)
    return undefined
  }
  if (done.status === 'unchanged') return undefined
  if (done.status === 'failed' || done.isOutside !== true)
    return { ...done, reason: inStep(number) + done.reason }
  progress.passed.push(number)
  return undefined
}
