import { ok } from '#lib/base/result.ts'
import type { Patch } from '#lib/change/model.ts'
import { inStep, isOfDocuments, sequenceProblem, stepsOf } from '#lib/change/patch-steps.ts'
import { type DocumentError, type DocumentResult, fail } from '#lib/config/document/result.ts'
import { isCased, type TakenCases } from '#lib/config/patch/field-cases.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { type ReadPatch, readPatch } from '#lib/config/patch/patch-value.ts'

/** A patch that is applied to documents here, by its place in a sequence. */
export type ReadStep = {
  readonly number: number
  readonly kind: DocumentPatch['kind']
  readonly read: ReadPatch
}

/** The last patch, by the cases that it was read for: parsing a large one takes longer than applying it. */
let last: { readonly key: string; readonly reads: Map<string, DocumentResult<ReadStep[]>> } | undefined

/** Cases of different units, and a unit may take many. */
const mostReads = 50

/** What is to be applied here. Patches that the hub computes have nothing to parse. */
export function readSteps(patch: Patch, taken: TakenCases = []): DocumentResult<readonly ReadStep[]> {
  if (stepsOf(patch).length === 0) return ok([])
  const key = JSON.stringify(patch)
  if (last?.key !== key) last = { key, reads: new Map() }
  const { reads } = last
  const read = reads.get(String(taken)) ?? readEach(patch, taken)
  if (reads.size < mostReads) reads.set(String(taken), read)
  return read
}

function readEach(patch: Patch, taken: TakenCases): DocumentResult<ReadStep[]> {
  const steps = stepsOf(patch)
  const problem = sequenceProblem(steps)
  if (problem !== undefined) return fail(problem)
  const found: ReadStep[] = []
  let before = 0
  for (const [index, step] of steps.entries()) {
    if (!isOfDocuments(step)) continue
    const read = readPatch(step, taken.slice(before))
    if (!read.ok) return patch.kind === 'sequence' ? named(read.error, index + 1) : read
    if (step.kind === 'set-fields') before += step.fields.filter(isCased).length
    found.push({ number: index + 1, kind: step.kind, read: read.value })
  }
  return ok(found)
}

/** The step that a problem is about, without its place in the text: the patch has several. */
function named({ message, isTooLarge }: DocumentError, number: number): DocumentResult<never> {
  return fail(inStep(number) + message, isTooLarge && { isTooLarge })
}
