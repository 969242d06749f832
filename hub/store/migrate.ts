import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { firstTables } from '#hub/store/migrations/0001-first-tables.ts'
import { contractEntities } from '#hub/store/migrations/0002-contract-entities.ts'
import { merges } from '#hub/store/migrations/0003-merges.ts'
import { triggerRuns } from '#hub/store/migrations/0004-trigger-runs.ts'
import { releaseContents } from '#hub/store/migrations/0005-release-contents.ts'
import { revisionMaps } from '#hub/store/migrations/0006-revision-maps.ts'
import { linkUpdates } from '#hub/store/migrations/0007-link-updates.ts'
import { actingUsers } from '#hub/store/migrations/0008-acting-users.ts'
import { version0812 } from '#hub/store/migrations/0009-version-0-8-12.ts'
import { upgradeLinks } from '#hub/store/migrations/0010-upgrade-links.ts'
import { releaseTags } from '#hub/store/migrations/0011-release-tags.ts'
import { externalUserIds } from '#hub/store/migrations/0012-external-user-ids.ts'
import { serviceAccounts } from '#hub/store/migrations/0013-service-accounts.ts'
import { reviewComments } from '#hub/store/migrations/0014-review-comments.ts'
import { labelIndex } from '#hub/store/migrations/0015-label-index.ts'
import { resourceFormats } from '#hub/store/migrations/0016-resource-formats.ts'
import { StoreProblem } from '#hub/store/problem.ts'
import type { Tables } from '#hub/store/tables.ts'

/** In order; a name never changes once it has been released. @internal For tests; anything else uses `migrate`. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-contract-entities': contractEntities,
  '0003-merges': merges,
  '0004-trigger-runs': triggerRuns,
  '0005-release-contents': releaseContents,
  '0006-revision-maps': revisionMaps,
  '0007-link-updates': linkUpdates,
  '0008-acting-users': actingUsers,
  '0009-version-0-8-12': version0812,
  '0010-upgrade-links': upgradeLinks,
  '0011-release-tags': releaseTags,
  '0012-external-user-ids': externalUserIds,
  '0013-service-accounts': serviceAccounts,
  '0014-review-comments': reviewComments,
  '0015-label-index': labelIndex,
  '0016-resource-formats': resourceFormats,
}

/** @internal For tests. */
export const latestMigration = Object.keys(migrations).toSorted().at(-1) ?? ''

/**
 * Brings the tables up to date, all or nothing, or up to one migration. A store written by a newer hub is refused.
 */
export async function migrate(
  db: Kysely<Tables>,
  upTo = latestMigration,
  known: Readonly<Record<string, Migration>> = migrations,
): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } })
  const { error, results } = await migrator.migrateTo(upTo)
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')
  const reason = error instanceof Error ? error.message : String(error)
  if (failed === undefined && /missing|not found/i.test(reason))
    throw new StoreProblem(
      `This data was written by a newer version of the hub (${reason}). Use that version.`,
    )
  throw new StoreProblem(
    `Cannot bring the data up to date${failed ? ` at ${failed.migrationName}` : ''}: ${reason}`,
  )
}

/** Whether this hub knows the tables as they were after that migration. */
export function isKnownMigration(name: string): boolean {
  return Object.hasOwn(migrations, name)
}

/** The last migration of a store; undefined = it has no tables yet. */
export async function migrationOf(db: Kysely<Tables>): Promise<string | undefined> {
  const { rows: known } = await sql<{ exists: boolean }>`
    select to_regclass('kysely_migration') is not null as exists`.execute(db)
  if (known[0]?.exists !== true) return undefined
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name
}
