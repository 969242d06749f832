import type { WrittenPlace } from '#lib/change/classes/override.ts'
import type { Patch, PreviewRow } from '#lib/change/model.ts'
import { onceByContent, worksOf } from '#lib/change/preview/by-content.ts'
import { withCases } from '#lib/change/preview/case-remarks.ts'
import { type Compute, jobOf } from '#lib/change/preview/compute.ts'
import type { ComputedRow } from '#lib/change/preview/compute-row.ts'
import type { Derived } from '#lib/change/preview/derivation.ts'
import { portions } from '#lib/change/preview/evaluate.ts'

/** A row as it is shown first, and the places that it writes. */
export type FirstRow = { readonly row: PreviewRow; readonly places: readonly WrittenPlace[] }

/** Rows of some units, in portions as they are ready. */
export type ComputeRows = (
  derived: readonly Derived[],
  signal?: AbortSignal,
) => AsyncGenerator<readonly FirstRow[]>

export function rowComputer(patch: Patch, compute: Compute, maxChangesLength: number): ComputeRows {
  const once = onceByContent<ComputedRow>()
  return async function* (derived, signal) {
    for (const portion of portions(worksOf(derived), patch)) {
      const results = await once(portion, (fresh) => {
        const jobs = fresh.map((work) => ({ ...jobOf(work), dataHash: work.head.unit.DataHash }))
        return compute.rows({ patch, jobs, maxChangesLength }, signal)
      })
      yield results.map(([{ unit }, { row, places }]) => {
        return { row: { ...unit, ...withCases(row, unit, patch) }, places }
      })
    }
  }
}
