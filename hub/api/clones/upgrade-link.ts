import type { Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { Api } from '#hub/api/http/context.ts'
import { linkKind } from '#hub/api/kinds/link.ts'
import { createResident } from '#hub/api/kinds/resident.ts'
import type { Row } from '#hub/entities/fields.ts'
import { isSlugTaken } from '#hub/entities/lock-slug.ts'
import { check } from '#hub/entities/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { UnitRow } from '#hub/units/write-request.ts'

/** The Link of a new clone to what it was cloned from (contract 4.3), named after the clone. */
export async function linkToUpstream(
  api: Api,
  db: Transaction<Tables>,
  caller: Caller,
  clone: UnitRow,
): Promise<Row> {
  const body = check(linkKind.schema, {
    Slug: await freeSlug(db, clone),
    FromUnitID: clone.UnitID,
    ToUnitID: clone.UpstreamUnitID,
    UpdateType: 'UpgradeUnit',
    UpstreamLastMergedRevisionNum: clone.UpstreamRevisionNum,
    DownstreamLastMergedRevisionNum: clone.HeadRevisionNum,
  })
  return createResident(api, db, caller, linkKind, body, { SpaceID: clone.SpaceID, allowExists: false })
}

const longestSlug = 128
/** Room for `-2` and so on. */
const longestNumber = 6

async function freeSlug(db: Transaction<Tables>, { SpaceID, Slug }: UnitRow): Promise<string> {
  const name = `upgrade-${Slug}`
  const short = name.slice(0, longestSlug - longestNumber).replace(/[^A-Za-z0-9]+$/, '')
  for (let number = 1; ; number += 1) {
    const first = name.length > longestSlug ? short : name
    const slug = number === 1 ? first : `${short}-${number}`
    if (!(await isSlugTaken(db, 'Link', SpaceID, slug))) return slug
  }
}
