import { sql, type Transaction } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import { Failure } from '#hub/access/failure.ts'
import { hiddenSpaces } from '#hub/access/permissions.ts'
import type { Row } from '#hub/entities/fields.ts'
import { models } from '#hub/entities/models/models.ts'
import { parameterHash } from '#hub/entities/parameter-hash.ts'
import { mustExist } from '#hub/entities/rows.ts'
import { visibleSql } from '#hub/entities/visibility.ts'
import { type FilterRow, filterSql } from '#hub/query/conditions.ts'
import { selectionSql } from '#hub/query/selection.ts'
import type { Tables } from '#hub/store/tables.ts'

type Choice = { readonly WhereTrigger: string; readonly TriggerFilterID?: string | undefined }

/**
 * The Triggers that `WhereTrigger` or `TriggerFilterID` selects, resolved once and kept until the choice changes or
 * `refresh_triggers=true` (contract 4.2). Without a choice there are no ids, and the Space's own Triggers run.
 */
export async function chosenTriggers(
  db: Transaction<Tables>,
  caller: Caller,
  choice: Choice,
  current: Row | undefined,
  refresh: boolean,
): Promise<Row> {
  const { WhereTrigger, TriggerFilterID } = choice
  if (WhereTrigger !== '' && TriggerFilterID !== undefined)
    throw new Failure(400, 'WhereTrigger: a Space or Target has either WhereTrigger or TriggerFilterID.')
  const same =
    current !== undefined &&
    current.WhereTrigger === WhereTrigger &&
    current.TriggerFilterID === (TriggerFilterID ?? null)
  if (same && !refresh) return {}
  if (WhereTrigger === '' && TriggerFilterID === undefined) return { TriggerIDs: [], TriggerHash: '' }
  const filter = await mustExist(db, caller, models.Filter, TriggerFilterID, 'TriggerFilterID')
  if (filter !== undefined && filter.From !== 'Trigger')
    throw new Failure(400, `TriggerFilterID: the Filter selects ${filter.From}, not Trigger.`)
  const hidden = hiddenSpaces(caller)
  const asked =
    filter === undefined
      ? selectionSql(
          models.Trigger,
          { where: WhereTrigger, whereData: '', resourceType: '', contains: '' },
          hidden,
        )
      : filterSql(models.Trigger, filter as FilterRow, hidden)
  const { rows } = await sql<{ TriggerID: string; Hash: string }>`
    select "Trigger"."TriggerID", "Trigger"."Hash" from "Trigger"
    where ${sql.join([...visibleSql(caller, models.Trigger), ...asked], sql` and `)}
    order by "Trigger"."TriggerID"`.execute(db)
  return {
    TriggerIDs: rows.map(({ TriggerID }) => TriggerID),
    TriggerHash: parameterHash(rows.map(({ TriggerID, Hash }) => [TriggerID, Hash])),
  }
}
