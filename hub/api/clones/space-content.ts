import { sql, type Transaction } from 'kysely'
import { residentFieldsOf } from '#hub/api/clone-residents.ts'
import { type ClonedUnit, originOf } from '#hub/api/clones/link-copies.ts'
import type { Destination } from '#hub/api/clones/request.ts'
import { copyUnit, type UnitCopying, unitFields } from '#hub/api/clones/unit-copy.ts'
import type { EntityTable } from '#hub/api/entity-model.ts'
import { filterKind } from '#hub/api/kinds/filter.ts'
import { invocationKind } from '#hub/api/kinds/invocation.ts'
import { linkKind } from '#hub/api/kinds/link.ts'
import { targetKind } from '#hub/api/kinds/target.ts'
import { triggerKind } from '#hub/api/kinds/trigger.ts'
import { viewKind } from '#hub/api/kinds/view.ts'
import type { Row } from '#hub/api/list.ts'
import { createResident, type ResidentKind } from '#hub/api/resident.ts'
import { check, type Metadata } from '#hub/api/validate.ts'
import type { Tables } from '#hub/store/tables.ts'
import type { Json } from '#lib/config/patch.ts'

/** Where the copies of a Space's content are, by the id of what they were copied from. */
export type Copies = Map<string, string>

export type Copying = {
  readonly db: Transaction<Tables>
  readonly units: UnitCopying
  readonly from: string
  readonly to: Destination
  readonly copies: Copies
}

/**
 * Copies what a Space has for its Units into a new one: Filters, Invocations, Targets, Triggers and Views, in that
 * order, so that each finds the copies of what it refers to. Not copied is what records the past of the source: Tags,
 * ChangeSets, Releases and Attestations.
 */
export async function copySettings(copying: Copying): Promise<void> {
  await copyAll(copying, filterKind, ({ FilterID }) => ({ UpstreamFilterID: FilterID }))
  await copyAll(copying, invocationKind)
  await copyAll(copying, targetKind)
  await copyAll(copying, triggerKind)
  await copyAll(copying, viewKind)
}

/** Clones its Units, and the Links that start at them. */
export async function copyUnits(copying: Copying): Promise<void> {
  const { db, units, from, to, copies } = copying
  const clones = new Map<string, ClonedUnit>()
  for (const source of await contentOf(db, 'Unit', from)) {
    const body = retarget(unitFields(source), copies)
    const { unit } = await copyUnit(db, units, String(source.UnitID), to, body)
    copies.set(String(source.UnitID), unit.UnitID)
    clones.set(String(source.UnitID), unit)
  }
  await copyAll(copying, linkKind, async (link) => {
    const start = clones.get(String(link.FromUnitID))
    return start === undefined ? {} : originOf(db, link, start, clones.get(String(link.ToUnitID)))
  })
}

async function copyAll<Body extends Metadata>(
  { db, units, from, to, copies }: Copying,
  kind: ResidentKind<Body>,
  ownOf: (source: Row) => Row | Promise<Row> = () => ({}),
): Promise<void> {
  const { model } = kind
  for (const source of await contentOf(db, model.table, from)) {
    const body = check(kind.schema, retarget(residentFieldsOf(kind, source), copies))
    const place = { SpaceID: to.SpaceID, allowExists: false, own: await ownOf(source) }
    const copy = await createResident(units.api, db, units.caller, kind, body, place)
    copies.set(String(source[model.id]), String(copy[model.id]))
  }
}

/** References to what was copied lead to the copy; all others stay as they are. */
export function retarget(fields: Readonly<Record<string, Json>>, copies: Copies): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      (name.endsWith('ID') && typeof value === 'string' ? copies.get(value) : undefined) ?? value,
    ]),
  )
}

async function contentOf(db: Transaction<Tables>, table: EntityTable, SpaceID: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where "SpaceID" = ${SpaceID} order by "Slug"`.execute(db)
  return rows
}
