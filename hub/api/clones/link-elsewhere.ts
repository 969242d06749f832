import type { Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import type { ResidentCloning } from '#hub/api/clones/clone-residents.ts'
import type { Tables } from '#hub/store/tables.ts'

/**
 * A Link lives in the Space of its From Unit, so in another Space it starts at the clone of that Unit; it leads to
 * the clone of its To Unit where there is one, and to the same Unit otherwise (contract 4.8, 5.4).
 */
export const linkCloning: ResidentCloning = {
  unserved: ['reverse', 'from_downstream_where', 'to_downstream_where'],
  own: ({ LinkID, SpaceID }) => ({ UpstreamLinkID: LinkID, UpstreamSpaceID: SpaceID }),
  elsewhere: async (db, source, SpaceID, patch) => {
    const from = patch.FromUnitID === undefined ? await clonesOf(db, String(source.FromUnitID), SpaceID) : []
    if (patch.FromUnitID === undefined && from.length !== 1)
      throw new Failure(
        422,
        `Link ${source.Slug} cannot be cloned there: its From Unit has ${from.length === 0 ? 'no clone' : 'several clones'} in that Space. Name one as FromUnitID.`,
      )
    const to = await clonesOf(db, String(source.ToUnitID), SpaceID)
    const [start] = from
    const [end] = to.length === 1 ? to : []
    return { ...(start ? { FromUnitID: start } : {}), ...(end ? { ToUnitID: end } : {}) }
  },
}

async function clonesOf(db: Transaction<Tables>, unitId: string, SpaceID: string): Promise<string[]> {
  const clones = await db
    .selectFrom('Unit')
    .select('UnitID')
    .where('UpstreamUnitID', '=', unitId)
    .where('SpaceID', '=', SpaceID)
    .limit(2)
    .execute()
  return clones.map(({ UnitID }) => UnitID)
}
