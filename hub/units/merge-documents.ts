import type { Kysely } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { WithheldChange } from '#hub/sources/conflicts.ts'
import { type MergedDocument, mergeTask, mergeTexts } from '#hub/sources/merge-texts.ts'
import type { Tables } from '#hub/store/tables.ts'
import { headSources } from '#hub/units/add-revision.ts'
import type { MutationDraft, Produced, UnitRow } from '#hub/units/write-request.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'

/** One change to merge into a Unit: a document before and after it was changed elsewhere. */
export type ChangeToMerge = {
  readonly base: string
  readonly theirs: string
  /** Where it comes from; absent for a document from an external source. */
  readonly UnitID?: string
  /** Number of the last mutation of the change there. */
  readonly mutationNum: number
  /** Local changes stay where both changed the same place (`merge_enable_subtraction`). */
  readonly subtract: boolean
  /** Mutations of the Unit that must not be overwritten, beside what is protected. */
  readonly kept?: ReadonlySet<number> | undefined
}

/**
 * Merges a change into the head of a Unit, resource by resource and path by path: what is protected stays, and
 * everything that was withheld is reported (contract 4.5, 8g).
 */
export async function mergeIntoHead(
  db: Kysely<Tables>,
  unit: UnitRow,
  head: string,
  change: ChangeToMerge,
): Promise<MergedDocument> {
  const { base, theirs, subtract, kept = new Set<number>(), mutationNum, UnitID } = change
  const texts = {
    base,
    head,
    theirs,
    sources: await headSources(db, unit),
    prefer: subtract ? ('ours' as const) : ('theirs' as const),
    kept,
    from: { Index: mutationNum, ...(UnitID === undefined ? {} : { UnitID }) },
    toolchain: unit.ToolchainType,
  }
  const size = sizeOf([base, head, theirs])
  const merged = size === 'small' ? mergeTexts(texts) : await runInThread(mergeTask, texts, size)
  if (!merged.ok) throw new Failure(422, `${unit.Slug} cannot be merged: ${merged.message}.`)
  return merged.value
}

/** A merge in the form that the write path takes. */
export function asProduced(
  { text, withheld }: MergedDocument,
  mutation: MutationDraft,
  columns: Readonly<Record<string, unknown>> = {},
): Produced {
  return { text, mutations: [mutation], columns, conflicts: withheld.map(({ conflict }) => conflict) }
}

/** The withheld changes of a merge, kept on the Unit until the next merge or until they are applied or dismissed. */
export async function keepWithheld(
  db: Kysely<Tables>,
  UnitID: string,
  withheld: readonly WithheldChange[],
): Promise<UnitRow> {
  return db
    .updateTable('Unit')
    .set({
      Conflicts: JSON.stringify(withheld.map(({ conflict }) => conflict)),
      WithheldValues: JSON.stringify(withheld.map(({ value }) => (value === undefined ? {} : { value }))),
    })
    .where('UnitID', '=', UnitID)
    .returningAll()
    .executeTakeFirstOrThrow()
}
