import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { wholeSeconds } from '#lib/history/activity-window.ts'
import { browserHub } from '#lib/queries/browser-hub.ts'
import { fieldParameters } from '#lib/queries/unit-fields.ts'

/** A unit that changed, when, and who made its newest revision. */
export type NewerUnit = {
  readonly id: string
  /** Milliseconds, by the clock of the hub. */
  readonly at: number
  readonly userId: string | undefined
}

/** More units at once are a bulk change, after which a list is better read anew. */
const mostUnits = 100
/** Clocks of a hub with several processes differ. */
export const marginMs = 5000

export type HubTimes = {
  /** Milliseconds; undefined when the answer does not name its time. */
  readonly now: number | undefined
  /** Of the newest change that the hub knows. */
  readonly newest: number
}

/** What the clock of the hub says; undefined without any unit. */
export async function hubTimes(signal: AbortSignal): Promise<HubTimes | undefined> {
  const { items, answeredAt } = await browserHub.unitPage(
    { select: 'Slug,UpdatedAt', order_by: 'DESC:UpdatedAt', limit: 1 },
    signal,
  )
  const [newest] = items
  return newest && { now: answeredAt, newest: timeOf(newest) }
}

/** Units that changed since then, of the whole organization; undefined when they are too many. */
export async function newerUnits(since: number, signal: AbortSignal): Promise<NewerUnit[] | undefined> {
  const { items, next } = await browserHub.unitPage(
    {
      where: `UpdatedAt >= '${wholeSeconds(new Date(since - marginMs), 'down')}'`,
      ...fieldParameters({ select: ['Slug', 'UpdatedAt'], include: ['HeadRevisionNum'] }),
      limit: mostUnits,
    },
    signal,
  )
  return next === undefined ? items.map(newerUnit) : undefined
}

function newerUnit(unit: ExtendedUnit): NewerUnit {
  return { id: unit.Unit.UnitID, at: timeOf(unit), userId: unit.HeadRevision?.UserID }
}

function timeOf({ Unit }: ExtendedUnit): number {
  return Date.parse(Unit.UpdatedAt ?? '')
}
