import type { Aim } from '#components/change/edit/aim.ts'
import type { PatchDraft, PatchReading } from '#components/change/edit/draft.ts'
import type { Patch, StepPatch } from '#lib/change/model.ts'
import { inStep, sequenceProblem } from '#lib/change/patch-steps.ts'

export type ReadPatch = { readonly reading: PatchReading; readonly aim: Aim }

export type ReadPatches = ReadPatch & {
  /** What the open patch is by itself. */
  readonly open: PatchReading
  /** Each patch by itself, in order. */
  readonly steps: readonly PatchReading[]
}

/** The patch that all steps make together, or the first that is missing or wrong; `aim` is that of the open one. */
export function readSteps(
  steps: readonly PatchDraft[],
  place: number,
  read: (step: PatchDraft) => ReadPatch,
): ReadPatches {
  const reads = steps.map(read)
  const open = reads[place] ?? nothing
  const readings = reads.map(({ reading }) => reading)
  const whole = readings.length === 1 ? open.reading : sequenceOf(readings)
  return { reading: whole, open: open.reading, aim: open.aim, steps: readings }
}

function sequenceOf(readings: readonly PatchReading[]): PatchReading {
  const found: StepPatch[] = []
  for (const [index, reading] of readings.entries()) {
    if (!reading.ok) return { ...reading, error: inNamed(index + 1, reading.error.message) }
    const { patch } = reading
    if (!isStep(patch)) return { ok: false, isEmpty: false, error: inNamed(index + 1, ofItsOwn(patch)) }
    found.push(patch)
  }
  const message = sequenceProblem(found)
  if (message !== undefined) return { ok: false, isEmpty: false, error: { message } }
  return { ok: true, patch: { kind: 'sequence', steps: found } }
}

const nothing: ReadPatch = {
  reading: { ok: false, isEmpty: true, error: { message: 'Nothing is typed yet' } },
  aim: { kind: 'given' },
}

function isStep(patch: Patch): patch is StepPatch {
  return ['set-fields', 'merge', 'json', 'function'].includes(patch.kind)
}

function ofItsOwn({ kind }: Patch): string {
  return kind === 'metadata'
    ? 'metadata is changed by a change of its own, because it makes no revision.'
    : 'a document that is edited as a whole is a change of its own.'
}

/** Without its place in the text: the line is one of another editor. */
function inNamed(number: number, message: string): { readonly message: string } {
  return { message: inStep(number) + message }
}
