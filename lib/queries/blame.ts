import { queryOptions } from '@tanstack/react-query'
import type { Unit } from '#lib/confighub/schema/entities.ts'
import { type BlameBlock, type BlamedRevision, blame, blocksOf } from '#lib/history/blame.ts'

/** How long to compute before letting the page respond to input and paint. */
const sliceMs = 16

/** The blame of the newest of these revisions. Revisions never change, so the oldest one read identifies the result. */
export const blameQuery = (
  { UnitID: unitId, ToolchainType }: Pick<Unit, 'UnitID' | 'ToolchainType'>,
  revisions: readonly BlamedRevision[],
) =>
  queryOptions({
    queryKey: [
      'revisions',
      'blame',
      unitId,
      revisions.at(0)?.RevisionNum,
      revisions.at(-1)?.RevisionNum,
      revisions.filter(({ data }) => data !== undefined).length,
    ],
    queryFn: async ({ signal }): Promise<readonly BlameBlock[]> => {
      const steps = blame(revisions, ToolchainType)
      let since = performance.now()
      for (;;) {
        const { done, value } = steps.next()
        if (done) return blocksOf(value)
        if (performance.now() - since < sliceMs) continue
        await new Promise((resume) => setTimeout(resume))
        signal.throwIfAborted()
        since = performance.now()
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
