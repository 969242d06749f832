import { compareText } from '#lib/base/code-point-order.ts'
import type { ChangedUnit, ChangeRecord } from '#lib/change/record/change-record.ts'

/** A unit of two changes; a side is absent where the change was not about it. */
export type ComparedUnit = {
  readonly UnitID: string
  readonly unit: ChangedUnit['unit'] | undefined
  readonly a: ChangedUnit['state'] | undefined
  readonly b: ChangedUnit['state'] | undefined
}

export type ComparedUnits = {
  /** Those with different outcomes first, then by name. */
  readonly units: readonly ComparedUnit[]
  readonly onlyA: number
  readonly onlyB: number
  readonly both: number
  /** Of both, those of which one change wrote and the other did not. */
  readonly different: number
}

export function compareUnits(a: Pick<ChangeRecord, 'units'>, b: Pick<ChangeRecord, 'units'>): ComparedUnits {
  const inA = new Map(a.units.map((unit) => [unit.UnitID, unit]))
  const inB = new Map(b.units.map((unit) => [unit.UnitID, unit]))
  const units = [...new Set([...inA.keys(), ...inB.keys()])].map((UnitID): ComparedUnit => {
    const [left, right] = [inA.get(UnitID), inB.get(UnitID)]
    return { UnitID, unit: left?.unit ?? right?.unit, a: left?.state, b: right?.state }
  })
  const both = units.filter((each) => each.a !== undefined && each.b !== undefined)
  return {
    units: units.sort((x, y) => rankOf(x) - rankOf(y) || compareText(nameOf(x), nameOf(y))),
    onlyA: units.filter((each) => each.b === undefined).length,
    onlyB: units.filter((each) => each.a === undefined).length,
    both: both.length,
    different: both.filter(isDifferent).length,
  }
}

function isDifferent({ a, b }: ComparedUnit): boolean {
  return isWritten(a) !== isWritten(b)
}

function isWritten(state: ChangedUnit['state'] | undefined): boolean {
  return state === 'written' || state === 'moved-on'
}

function rankOf(each: ComparedUnit): number {
  if (each.a === undefined) return 2
  if (each.b === undefined) return 1
  return isDifferent(each) ? 0 : 3
}

function nameOf({ UnitID, unit }: ComparedUnit): string {
  return unit === undefined ? `~${UnitID}` : `${unit.SpaceSlug}/${unit.Slug}`
}
