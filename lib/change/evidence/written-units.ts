import { comparisonFor } from '#lib/change/evidence/evidence-classes.ts'
import type { EvidenceClass, Statement } from '#lib/change/evidence/statement.ts'

/** A unit as a file speaks of it. */
export type WrittenUnit = {
  /** `<space>/<slug>`. */
  readonly unit: string
  /** 0 for metadata, which has none. */
  readonly revisionNum: number
  readonly sha256: string
  readonly UnitID: string
  readonly beforeHash: string
  readonly createdAt: string
  /** The record is true of it. */
  readonly isSound: boolean
  readonly class: EvidenceClass
}

/** Subjects with their rows and classes, put together. */
export function writtenUnits({ subject, predicate }: Statement): WrittenUnit[] {
  const unproven = new Set(predicate.units.unproven)
  return predicate.units.rows.flatMap(([UnitID, beforeHash, time, number], at) => {
    const [of, its] = [subject[at], predicate.classes[number]]
    if (of === undefined || its === undefined) return []
    const end = of.name.lastIndexOf('@')
    const unit = of.name.slice(0, end)
    const comparison = comparisonFor(its.comparison, unit)
    return {
      unit,
      revisionNum: predicate.metadata === undefined ? Number(of.name.slice(end + 1)) : 0,
      sha256: of.digest.sha256,
      UnitID,
      beforeHash,
      createdAt: predicate.units.createdAtPrefix + time,
      isSound: !unproven.has(at),
      class: { comparison, validators: its.validators },
    }
  })
}
