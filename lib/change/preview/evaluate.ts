import type { Patch } from '#lib/change/model.ts'
import { onceByContent, worksOf } from '#lib/change/preview/by-content.ts'
import { type Compute, computeHere, jobOf } from '#lib/change/preview/compute.ts'
import type { Derived, Evaluation, Head } from '#lib/change/preview/derivation.ts'
import { deriver } from '#lib/change/preview/derive.ts'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** Results in the order of the heads. Preview and commit run the same computation. */
export type Evaluate = (heads: readonly Head[], signal?: AbortSignal) => Promise<Evaluation[]>

export function evaluator(hub: ConfigHub, patch: Patch, compute: Compute = computeHere): Evaluate {
  const derive = deriver(hub, patch)
  const once = onceByContent<Evaluation>()
  return async (heads, signal) => {
    const evaluations = new Map<Head, Evaluation>()
    for await (const derived of derive(heads, signal)) {
      for (const portion of portions(worksOf(derived), patch)) {
        const results = await once(portion, (fresh) =>
          compute.evaluations({ patch, jobs: fresh.map(jobOf) }, signal),
        )
        for (const [head, result] of results) evaluations.set(head, result)
      }
    }
    return heads.map((head) => evaluations.get(head) ?? notComputed)
  }
}

const notComputed: Evaluation = { status: 'failed', reason: 'It was not computed. Preview it again.' }

/** One task each, because a large patch takes long on any document. */
export function portions<T extends Derived>(derived: readonly T[], patch: Patch): T[][] {
  const perDocument = JSON.stringify(patch).length
  return inBatches(derived, (each) => perDocument + sizeOf(each), taskLimits)
}

function sizeOf({ head, derivation }: Derived): number {
  switch (derivation.from) {
    case 'text':
    case 'started':
    case 'typed':
      return head.text.length + derivation.text.length
    case 'merge':
      return head.text.length + derivation.base.length + derivation.theirs.length
    default:
      return head.text.length
  }
}
