import type { Aim } from '#components/change/edit/aim.ts'
import type { SampleField } from '#components/change/edit/sample.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'

/** What an editor of a patch knows of the documents it is for. */
export type Suggestions = {
  readonly sample: readonly SampleField[]
  /** Where the sample is from. */
  readonly source: string
  readonly aim: Aim
  /** The units whose paths are offered. */
  readonly question: RowsQuestion
  /** These units, once all of them are known. */
  readonly units: readonly ExtendedUnit[] | undefined
}
