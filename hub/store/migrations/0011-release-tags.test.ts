import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '#hub/store/migrate.ts'
import { connectStore } from '#hub/store/open.ts'

const id = (last: string) => `0f4e7a52-1111-4222-8333-00000000000${last}`
const made = `now(), now()`

it('gives Releases of older hubs the Tag that every Release has, and leaves their archive as it was', async () => {
  const { db, close } = await connectStore('memory')
  await migrate(db, '0009-version-0-8-12')
  const before = [
    `insert into "Organization" ("OrganizationID", "Slug", "ExternalID", "CreatedAt", "UpdatedAt")
      values ('${id('1')}', 'org', 'org', ${made})`,
    `insert into "Space" ("SpaceID", "OrganizationID", "Slug", "CreatedAt", "UpdatedAt")
      values ('${id('2')}', '${id('1')}', 'space', ${made})`,
    `insert into "Tag" ("TagID", "OrganizationID", "SpaceID", "Slug", "CreatedAt", "UpdatedAt")
      values ('${id('3')}', '${id('1')}', '${id('2')}', 'release-2', ${made})`,
    ...[
      ['4', '1', 'null'],
      ['5', '2', 'null'],
      ['6', '3', `'${id('3')}'`],
    ].map(
      ([
        release = '',
        number,
        tag,
      ]) => `insert into "Release" ("ReleaseID", "OrganizationID", "SpaceID", "Slug",
        "ReleaseNum", "TargetID", "TagID", "UnitCount", "UserID", "CreatedAt", "UpdatedAt")
        values ('${id(release)}', '${id('1')}', '${id('2')}', 'r${number}', ${number}, '${id('7')}', ${tag}, 1, '${id('8')}', ${made})`,
    ),
  ]
  for (const statement of before) await sql.raw(statement).execute(db)

  await migrate(db)

  const tags = await db.selectFrom('Tag').select(['TagID', 'Slug', 'ReleaseID']).execute()
  expect(tags.map(({ Slug }) => Slug).sort()).toEqual(['release-1', 'release-2', `release-2-${id('5')}`])
  const releases = await db.selectFrom('Release').select(['ReleaseID', 'TagID', 'Compressed']).execute()
  for (const { ReleaseID, TagID } of releases)
    expect(tags.find((tag) => tag.TagID === TagID)?.ReleaseID).toBe(ReleaseID === id('6') ? null : ReleaseID)
  expect(releases.map(({ Compressed }) => Compressed)).toEqual([false, false, false])
  await close()
})
