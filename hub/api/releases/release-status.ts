import { type Kysely, sql } from 'kysely'
import type { Tables } from '#hub/store/tables.ts'

// No cluster is behind the Targets of this hub: what they report is simulated, and every status says so.

const Reporter = 'simulated by the embedded hub'

type Status = {
  readonly Health: 'Healthy' | 'Missing' | 'Unknown'
  readonly Sync: 'Synced' | 'OutOfSync'
  readonly Operation: 'Succeeded'
  readonly Message: string
}

/** The Releases of a Space, the newest first. */
export function newestReleases(db: Kysely<Tables>, SpaceID: string) {
  return db
    .selectFrom('Release')
    .where('SpaceID', '=', SpaceID)
    .orderBy('CreatedAt', 'desc')
    .orderBy('ReleaseNum', 'desc')
}

/**
 * After something was published or withdrawn: the newest Release of the Space that is still published is live on the
 * Target, those before it are not, and each Unit was last released by the newest that holds it (contract 4.9).
 * The caller has locked the Space. Clients cannot write these columns, so Versions stay.
 */
export async function settleReleases(
  db: Kysely<Tables>,
  SpaceID: string,
  TargetID: string,
  unitIds: readonly string[],
): Promise<void> {
  const releases = await newestReleases(db, SpaceID)
    .select(['ReleaseID', 'ReleaseNum', 'Published', 'LiveStatus'])
    .where('TargetID', '=', TargetID)
    .execute()
  const live = releases.find(({ Published }) => Published)
  for (const release of releases) {
    const status = statusOf(release, live)
    if (release.LiveStatus.Message === status.Message) continue
    const LiveStatus = JSON.stringify({ ...status, Reporter, ObservedAt: new Date().toISOString() })
    await db.updateTable('Release').set({ LiveStatus }).where('ReleaseID', '=', release.ReleaseID).execute()
  }
  await sql`update "Unit" set "LastReleasedRevisionNum" = coalesce((
      select content."RevisionNum" from "ReleaseContent" as content
      join "Release" as release on release."ReleaseID" = content."ReleaseID" and release."Published"
      where content."UnitID" = "Unit"."UnitID"
      order by release."CreatedAt" desc, release."ReleaseNum" desc limit 1), 0)
    where "UnitID" = any(${unitIds}::uuid[])`.execute(db)
}

function statusOf(
  { ReleaseID, Published }: { ReleaseID: string; Published: boolean },
  live: { ReleaseID: string; ReleaseNum: number } | undefined,
): Status {
  const simulated = (text: string) => `${text} (${Reporter}: nothing is deployed)`
  if (ReleaseID === live?.ReleaseID)
    return {
      Health: 'Healthy',
      Sync: 'Synced',
      Operation: 'Succeeded',
      Message: simulated('The Target runs this release'),
    }
  const instead = live === undefined ? 'no release' : `release ${live.ReleaseNum}`
  return {
    Health: Published ? 'Unknown' : 'Missing',
    Sync: 'OutOfSync',
    Operation: 'Succeeded',
    Message: simulated(`${Published ? 'Superseded' : 'Withdrawn'}: the Target runs ${instead}`),
  }
}
