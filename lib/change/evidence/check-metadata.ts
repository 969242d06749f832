import { count } from '#lib/base/plural.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import { comparisonOf } from '#lib/change/evidence/held-metadata.ts'
import type { Comparison } from '#lib/change/evidence/statement.ts'
import type { WrittenUnit } from '#lib/change/evidence/written-units.ts'
import { changeHash } from '#lib/change/metadata/shown.ts'
import { holds } from '#lib/change/metadata/values.ts'
import type { ProvenRecord } from '#lib/change/record/record.ts'
import { mask } from '#lib/config/mask/spans.ts'

/** Holds a file about metadata against the record in ConfigHub, and against the values that stand there now. */
export function checkMetadata(record: ProvenRecord, units: readonly WrittenUnit[]): Check[] {
  return [checkRecorded(record, units), checkStanding(record, units)]
}

function checkRecorded({ claim, holding }: ProvenRecord, units: readonly WrittenUnit[]): Check {
  const details = units.flatMap((unit) => {
    const change = claim.facts.metadata.get(unit.UnitID)
    if (change === undefined) return [`${unit.unit}: the record does not name it`]
    if (changeHash(change) !== unit.sha256) return [`${unit.unit}: the record has other values`]
    const told = unmasked(unit.class.comparison)
    return told === unmasked(comparisonOf(change, holding.targets))
      ? []
      : [`${unit.unit}: the values are shown otherwise than in the record`]
  })
  return {
    name: 'Recorded values',
    verdict: details.length === 0 ? 'passed' : 'failed',
    text: `${units.length - details.length} of ${count(units.length, 'unit')} stand in the record with the values of the file`,
    details,
  }
}

/** Values that stand prove nothing of who wrote them, nor that they were written then. */
function checkStanding({ claim, holding }: ProvenRecord, units: readonly WrittenUnit[]): Check {
  const standings = units.map(({ unit, UnitID }) => {
    const found = holding.units.get(UnitID)?.Unit
    const after = claim.facts.metadata.get(UnitID)?.after
    if (found === undefined || after === undefined)
      return { unit, text: 'is gone, or cannot be seen with this token' }
    return { unit, text: holds(found, after) ? undefined : 'changed since' }
  })
  const details = standings.flatMap(({ unit, text }) => (text === undefined ? [] : `${unit}: ${text}`))
  return {
    name: 'Values now',
    verdict: 'unknown',
    text: `${units.length - details.length} of ${count(units.length, 'unit')} are as written, which does not prove who wrote them: ConfigHub keeps no revision of metadata`,
    details,
  }
}

/** Which masks are equal is known to the deployment only. */
function unmasked(comparison: Comparison): string {
  return JSON.stringify(comparison).replaceAll(new RegExp(`${mask}[A-Za-z0-9]*`, 'g'), mask)
}
