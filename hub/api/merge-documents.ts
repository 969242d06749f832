import type { Kysely } from 'kysely'
import { headSources } from '#hub/api/add-revision.ts'
import { Failure } from '#hub/api/failure.ts'
import type { MutationDraft, Produced, UnitRow } from '#hub/api/write-unit.ts'
import { keeping } from '#hub/links/kept-mutations.ts'
import { type WithheldChange, withheldChanges } from '#hub/sources/conflicts.ts'
import { protectionPolicy } from '#hub/sources/protection.ts'
import type { Tables } from '#hub/store/tables.ts'
import { mergeThreeWay } from '#lib/config/merge-three.ts'

/** One change to bring into a Unit: what a document was, and what it became elsewhere. */
export type ChangeToMerge = {
  readonly base: string
  readonly theirs: string
  /** Where it comes from; absent for a document from outside. */
  readonly UnitID?: string
  /** Number of the last mutation of the change there. */
  readonly mutationNum: number
  /** Local changes stay where both changed the same place (`merge_enable_subtraction`). */
  readonly subtract: boolean
  /** Mutations of the Unit that must not be overwritten, beside what is protected. */
  readonly kept?: ReadonlySet<number> | undefined
}

export type MergedDocument = { readonly text: string; readonly withheld: readonly WithheldChange[] }

/**
 * The head of a Unit with a change merged into it, resource by resource and path by path: what is protected stays,
 * and everything that could not be done is told (confighub-api 4.5, 8g).
 */
export async function mergeIntoHead(
  db: Kysely<Tables>,
  unit: UnitRow,
  head: string,
  change: ChangeToMerge,
): Promise<MergedDocument> {
  const sources = await headSources(db, unit)
  const stored = protectionPolicy(sources, change.subtract ? 'ours' : 'theirs')
  const policyOf = keeping(stored, sources, change.kept ?? new Set())
  const merged = mergeThreeWay(change.base, head, change.theirs, policyOf)
  if (!merged.ok) throw new Failure(422, `${unit.Slug} cannot be merged: ${merged.error.message}.`)
  const from = {
    Index: change.mutationNum,
    ...(change.UnitID === undefined ? {} : { UnitID: change.UnitID }),
  }
  return { text: merged.value.text, withheld: withheldChanges(merged.value.conflicts, sources, from) }
}

/** A merge as the one write path takes it. */
export function asProduced(
  { text, withheld }: MergedDocument,
  mutation: MutationDraft,
  columns: Readonly<Record<string, unknown>> = {},
): Produced {
  return { text, mutations: [mutation], columns, conflicts: withheld.map(({ conflict }) => conflict) }
}

/** What a merge left undone, kept on the Unit until the next merge or until it is applied or dismissed. */
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
