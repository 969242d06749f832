import { count } from '#lib/base/plural.ts'
import { approvalRulesOf } from '#lib/change/evidence/approval-rules.ts'
import { factsOf } from '#lib/change/evidence/change-facts.ts'
import type { Check } from '#lib/change/evidence/check.ts'
import { checkAttestations } from '#lib/change/evidence/check-attestations.ts'
import { checkMetadata } from '#lib/change/evidence/check-metadata.ts'
import { checkRevision, type NamedDifference } from '#lib/change/evidence/check-revision.ts'
import { type CompareDocuments, readHeld } from '#lib/change/evidence/read-held.ts'
import type { Statement } from '#lib/change/evidence/statement.ts'
import { type WrittenUnit, writtenUnits } from '#lib/change/evidence/written-units.ts'
import { type ProvenRecord, readProven } from '#lib/change/record/record.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { revisionKey } from '#lib/confighub/revision-pairs.ts'
import type { Revision } from '#lib/confighub/schema/entities.ts'

const parts = [
  ['revision', 'Revisions', 'carry the Tag of the change, with their hashes, times, authors and reasons'],
  ['document', 'Documents', 'hash to their digests, and differ as the file says'],
  ['validators', 'Validators', 'say what they said'],
] as const

/** Holds each fact against what ConfigHub has now. */
export async function checkOnline(
  hub: ConfigHub,
  statement: Statement,
  compare: CompareDocuments,
): Promise<Check[]> {
  const record = await readRecord(hub, statement)
  if (record === undefined) {
    const text = 'ConfigHub has no record of this change, or it may not be seen with this token'
    return [{ name: 'Record in ConfigHub', verdict: 'unknown', text }]
  }
  const units = writtenUnits(statement)
  const readAgain = (tagId: string) => readRecord(hub, statement, tagId)
  if (statement.predicate.metadata !== undefined)
    return [
      checkFacts(record, statement, units),
      ...checkMetadata(record, units),
      ...(await checkAttestations(hub, statement, new Map(), readAgain)),
      ...checkRest(record.holding.revisions),
    ]
  const keys = new Set(units.map(({ UnitID, revisionNum }) => revisionKey(UnitID, revisionNum)))
  const isNamed = ({ UnitID, RevisionNum }: Revision) => keys.has(revisionKey(UnitID, RevisionNum))
  const named = record.holding.revisions.filter(isNamed)
  const held = await readHeld(hub, { revisions: named, units: record.holding.units }, compare)
  const byKey = new Map(held.map((each) => [keyOf(each.revision), each]))
  const found = units.flatMap((unit) => {
    const missing = record.holding.units.has(unit.UnitID) ? 'gone' : 'unseen'
    return checkRevision(unit, byKey.get(revisionKey(unit.UnitID, unit.revisionNum)) ?? missing, statement)
  })
  return [
    checkFacts(record, statement, units),
    ...parts.map(([part, name, text]) => checkOf(part, name, text, units, found)),
    ...(await checkAttestations(hub, statement, byKey, readAgain)),
    ...checkRest(record.holding.revisions.filter((each) => !isNamed(each))),
  ]
}

async function readRecord(
  hub: ConfigHub,
  { predicate }: Statement,
  TagID = predicate.change.TagID,
): Promise<ProvenRecord | undefined> {
  const { OrganizationID, hub: address } = predicate.change
  // Whether the record is signed can be checked with the secret of the deployment only.
  const reader = { secret: '', author: { UserID: '', OrganizationID, hub: address } }
  return readProven(hub, TagID, reader).catch((error: unknown) => {
    if (error instanceof ConfigHubError && error.status === 404) return undefined
    throw error
  })
}

function checkFacts(record: ProvenRecord, { predicate }: Statement, units: readonly WrittenUnit[]): Check {
  const now = new Map(factsOf(record, '').map(({ name, value }) => [name, value]))
  const { Tag } = record.tag
  const moved = Tag.SpaceID === predicate.change.SpaceID ? [] : [`Space: the Tag is now in ${Tag.SpaceID}`]
  const details = predicate.facts
    .filter(({ name, value }) => now.get(name) !== value)
    .map(({ name, value }) => `${name}: the file says “${value}”, ConfigHub holds “${now.get(name) ?? ''}”`)
  const { approvalRules } = approvalRulesOf(record.claim.facts.rules, units)
  const isRuled = JSON.stringify(approvalRules) === JSON.stringify(predicate.approvalRules)
  const ruled = isRuled ? [] : ['approvalRules: the Tag says something else']
  const all = [...moved, ...details, ...ruled]
  return {
    name: 'Facts',
    verdict: all.length === 0 ? 'passed' : 'failed',
    text: `${predicate.facts.length - details.length} of ${count(predicate.facts.length, 'fact')} stand in the Tag as the file says`,
    details: all,
  }
}

function checkOf(
  part: NamedDifference['part'],
  name: string,
  text: string,
  units: readonly WrittenUnit[],
  all: readonly NamedDifference[],
): Check {
  const found = all.filter((each) => each.part === part)
  const good = units.length - new Set(found.map(({ unit }) => unit)).size
  // Triggers run again and again, so a later verdict does not make the file wrong.
  const isFailed = part !== 'validators' && found.some(({ isUnknown }) => !isUnknown)
  const verdict = found.length === 0 ? 'passed' : isFailed ? 'failed' : 'unknown'
  const details = found.map((each) => `${each.unit}: ${each.text}`)
  return { name, verdict, text: `${good} of ${count(units.length, 'unit')} ${text}`, details }
}

function checkRest(revisions: readonly Revision[]): Check[] {
  if (revisions.length === 0) return []
  const text = `${count(revisions.length, 'revision')} more in ConfigHub ${revisions.length === 1 ? 'carries' : 'carry'} the Tag, and the file does not speak of them`
  const details = revisions.map(
    ({ UnitID, UnitSlug, RevisionNum }) => `${UnitSlug ?? UnitID}: revision ${RevisionNum}`,
  )
  return [{ name: 'Nothing else', verdict: 'unknown', text, details }]
}

function keyOf({ UnitID, RevisionNum }: Revision): string {
  return revisionKey(UnitID, RevisionNum)
}
