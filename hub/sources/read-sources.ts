import { type Kysely, sql } from 'kysely'
import { advance, type MutationSources } from '#hub/sources/mutation-sources.ts'
import { readDocuments } from '#hub/store/read-document.ts'
import type { Tables } from '#hub/store/tables.ts'
import { diffResources } from '#lib/config/diff.ts'
import { readResources } from '#lib/config/document.ts'

type Numbered = { readonly RevisionID: string; readonly UnitID: string; readonly RevisionNum: number }

/**
 * Which mutation last set each path of a revision (confighub-api 4.5). Stored where a write knew more than the
 * history tells (several mutations at once, protection); otherwise computed from the documents since then.
 */
export async function readSources(db: Kysely<Tables>, revision: Numbered): Promise<MutationSources> {
  const stored = await db
    .selectFrom('MutationSources')
    .innerJoin('Revision', 'Revision.RevisionID', 'MutationSources.RevisionID')
    .select(['MutationSources.Sources', 'Revision.RevisionNum'])
    .where('Revision.UnitID', '=', revision.UnitID)
    .where('Revision.RevisionNum', '<=', revision.RevisionNum)
    .orderBy('Revision.RevisionNum', 'desc')
    .limit(1)
    .executeTakeFirst()
  const from = stored?.RevisionNum ?? 0
  const known = (stored?.Sources ?? []) as MutationSources
  return from === revision.RevisionNum ? known : replay(db, revision, from, known)
}

const revisionsAtOnce = 100

async function replay(
  db: Kysely<Tables>,
  { UnitID, RevisionNum }: Numbered,
  from: number,
  known: MutationSources,
): Promise<MutationSources> {
  let sources = known
  let before = from === 0 ? '' : undefined
  for (let at = from === 0 ? 1 : from; at <= RevisionNum; at += revisionsAtOnce) {
    const steps = await history(db, UnitID, at, Math.min(at + revisionsAtOnce - 1, RevisionNum))
    const texts = await readDocuments(
      db,
      steps.map(({ DataHash }) => DataHash),
    )
    for (const { DataHash, MutationNum, RevisionNum: number } of steps) {
      const text = texts.get(DataHash) ?? ''
      if (before !== undefined && number > from) sources = between(sources, before, text, MutationNum)
      before = text
    }
  }
  return sources
}

async function history(db: Kysely<Tables>, UnitID: string, first: number, last: number) {
  return db
    .selectFrom('Revision')
    .select(['Revision.RevisionNum', 'Revision.DataHash'])
    .select(
      sql<number>`coalesce((select max("MutationNum") from "Mutation" where "Mutation"."RevisionID" = "Revision"."RevisionID"), 0)`.as(
        'MutationNum',
      ),
    )
    .where('UnitID', '=', UnitID)
    .where('RevisionNum', '>=', first)
    .where('RevisionNum', '<=', last)
    .orderBy('RevisionNum')
    .execute()
}

/** The sources after a document became another one by one mutation. */
export function between(
  sources: MutationSources,
  before: string,
  after: string,
  mutationNum: number,
): MutationSources {
  if (before === after) return sources
  const old = readResources(before)
  const fresh = readResources(after)
  if (!old.ok || !fresh.ok) return sources
  return advance(sources, {
    before: old.value,
    after: fresh.value,
    changes: diffResources(old.value, fresh.value),
    mutationNum,
  })
}

/** Keeps what a later reader could not find out from the history. */
export async function storeSources(
  db: Kysely<Tables>,
  RevisionID: string,
  sources: MutationSources,
): Promise<void> {
  const Sources = JSON.stringify(sources)
  await db
    .insertInto('MutationSources')
    .values({ RevisionID, Sources })
    .onConflict((conflict) => conflict.column('RevisionID').doUpdateSet({ Sources }))
    .execute()
}
