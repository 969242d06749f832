import { compareText } from '#lib/base/code-point-order.ts'
import type { ChangedUnit, ChangeRecord, ChangeSummary } from '#lib/change/record/change-record.ts'
import { rulesWithPlaces } from '#lib/change/record/kept-rules.ts'
import type { Claim } from '#lib/change/record/proof.ts'
import {
  changedUnits,
  findPointing,
  nameOf,
  type ProvenRecord,
  type RecordReader,
  readProven,
  shownText,
  summaryOf,
} from '#lib/change/record/record.ts'
import { patchHash } from '#lib/change/record/record-signature.ts'
import { writtenAfter } from '#lib/change/record/written-after.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

export async function readChange(
  hub: ConfigHub,
  tagId: string,
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ChangeRecord> {
  const id = tagId.toLowerCase()
  const [record, undoneBy, continuedBy] = await Promise.all([
    readProven(hub, id, reader, signal),
    findPointing(hub, 'undoes', id, reader, signal),
    findPointing(hub, 'continues', id, reader, signal),
  ])
  const { claim, tag, proof } = record
  const { proposed, continues } = claim.facts
  const [units, anewBy] = await Promise.all([
    unitsAfter(hub, record, continuedBy, reader, signal),
    proposed === '' && continues === '' ? undefined : findPointing(hub, 'anew', id, reader, signal),
  ])
  const count = (state: ChangedUnit['state']) => units.filter((unit) => unit.state === state).length
  return {
    ...summaryOf(tag, claim, proof),
    ...shownPatch(claim, reader.secret),
    units,
    ...heldBackUnits(record),
    ...shownRules(claim, units),
    written: count('written') + count('moved-on'),
    notWritten: count('not-written'),
    undoneBy,
    continuedBy,
    ...(anewBy !== undefined && { anewBy }),
  }
}

/** The units of a change, with those that were written under records that continue it. */
export async function unitsAfter(
  hub: ConfigHub,
  record: ProvenRecord,
  continuedBy: readonly ChangeSummary[],
  reader: RecordReader,
  signal?: AbortSignal,
): Promise<ChangedUnit[]> {
  const units = changedUnits(record)
  const isLeft = ({ state }: ChangedUnit) => state === 'not-written'
  if (!units.some(isLeft)) return units
  const elsewhere = await writtenAfter(hub, continuedBy, reader, signal)
  return units.map((unit) =>
    isLeft(unit) && elsewhere.has(unit.UnitID) ? { ...unit, state: 'elsewhere' as const } : unit,
  )
}

function shownRules(
  { facts: { plannedUnitIds, rules } }: Claim,
  units: readonly ChangedUnit[],
): Pick<ChangeRecord, 'rules' | 'withoutRule'> {
  const found = rulesWithPlaces(plannedUnitIds, rules)
  if (found.length === 0) return {}
  const written = units.filter(({ state }) => state === 'written' || state === 'moved-on')
  return {
    rules: found.map(({ condition, needed, given, units }) => {
      return { condition: shownText(condition), needed, given, units }
    }),
    withoutRule: written.filter(({ UnitID }) => !rules.has(UnitID)).length,
  }
}

function shownPatch({ facts, texts }: Claim, secret: string): Pick<ChangeRecord, 'patch' | 'isPatchMasked'> {
  const { patch } = facts
  if (patch === undefined) return { isPatchMasked: true }
  if (patch.kind === 'unreadable') return { patch, isPatchMasked: true }
  return {
    patch: maskPatch(patch),
    isPatchMasked: patchHash(patch, texts.record, secret) !== facts.patchHash,
  }
}

export function heldBackUnits({
  claim,
  holding,
}: ProvenRecord): Pick<ChangeRecord, 'heldBack' | 'moreUnchanged'> {
  const { why, moreUnchanged } = claim.facts.heldBack
  const heldBack = [...why].map(([UnitID, reason]) => {
    const found = holding.units.get(UnitID)
    if (found === undefined) return { UnitID, why: reason }
    const { SpaceSlug = found.Space?.Slug ?? '', Slug } = found.Unit
    return { UnitID, unit: { SpaceSlug, Slug }, why: reason }
  })
  return { heldBack: heldBack.sort((a, b) => compareText(nameOf(a), nameOf(b))), moreUnchanged }
}
