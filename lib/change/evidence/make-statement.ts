import { createPublicKey, type KeyObject } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { approvalRulesOf } from '#lib/change/evidence/approval-rules.ts'
import { factsOf } from '#lib/change/evidence/change-facts.ts'
import { Classes } from '#lib/change/evidence/evidence-classes.ts'
import { isMetadataRecord, metadataSays, soundOf } from '#lib/change/evidence/held-metadata.ts'
import { notWrittenOf } from '#lib/change/evidence/not-written.ts'
import { proofSentence } from '#lib/change/evidence/proof-sentence.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import {
  type Predicate,
  type Statement,
  type Subject,
  statementOf,
  type UnitRow,
  unitColumns,
} from '#lib/change/evidence/statement.ts'
import type { ChangedUnit } from '#lib/change/record/change-record.ts'
import { differenceText } from '#lib/change/record/difference-text.ts'
import type { Claim } from '#lib/change/record/proof.ts'
import { standingOf } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, type RecordReader, shownText } from '#lib/change/record/record.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'

/** Where the columns of a unit, and what its subject says, stand in ConfigHub. */
const sources: Readonly<Record<string, string>> = {
  subject: 'Space.Slug/Unit.Slug@Revision.RevisionNum, Revision.DataHash: GET /revision?where=UnitID = …',
  UnitID: 'Unit.UnitID',
  BeforeDataHash: 'Revision.DataHash of the Revision with the number before; empty when there is none',
  CreatedAt: 'Revision.CreatedAt, after createdAtPrefix',
  class:
    'classes[n]: comparison is computed from GET /revision_data of both; validators are Revision.ValidationPassed, ValidationWarnings and ValidationErrors',
}

/** The same of metadata, which only the record knows. */
const metadataSources: Readonly<Record<string, string>> = {
  subject:
    'Space.Slug/Unit.Slug@metadata, and the SHA-256 of the values before and after: Tag.Annotations.hubdeck.dev/metadata',
  UnitID: 'Unit.UnitID',
  BeforeDataHash: 'empty: there is no revision',
  CreatedAt: 'empty: ConfigHub does not say when metadata was written',
  class: 'classes[n]: the values before and after, without secrets',
}

/** Rows made before others have their turn. Their changes may have 4,000 characters each. */
const shareAfter = 100

type Made = {
  readonly approved: Pick<Predicate, 'approvals' | 'approvalsUnknown'>
  readonly held: readonly HeldRevision[]
  readonly units: readonly ChangedUnit[]
}

type Maker = {
  readonly reader: RecordReader
  readonly key: KeyObject
  readonly people: Record<string, string>
  readonly now: Date
}

/** Evidence of a change that wrote something; what is not proven is said to be a claim. */
export async function makeStatement(
  record: ProvenRecord,
  { held, units, approved }: Made,
  { reader, key, people, now }: Maker,
): Promise<Statement> {
  const classes = new Classes()
  const prefix = commonPrefix(held.map(({ revision }) => revision.CreatedAt ?? ''))
  const rows: UnitRow[] = []
  for (const [at, each] of held.entries()) {
    if (at % shareAfter === shareAfter - 1) await nextTurn()
    rows.push(rowOf(each, prefix.length, classes))
  }
  const { tag, claim, proof } = record
  const isMetadata = isMetadataRecord(record)
  const sound = soundOf(record)
  const predicate: Predicate = {
    change: {
      TagID: tag.Tag.TagID,
      SpaceID: tag.Tag.SpaceID,
      name: `${tag.Tag.SpaceSlug ?? tag.Space?.Slug ?? tag.Tag.SpaceID}/${tag.Tag.Slug}`,
      OrganizationID: reader.author.OrganizationID,
      hub: reader.author.hub,
    },
    proof: {
      standing: standingOf(proof),
      says: proofSentence(proof, isMetadata),
      differences: proof.differences.map((each) => differenceText(each, (id) => people[id] ?? id)),
      more: proof.more,
      unread: proof.unread,
      ...(proof.unknownChanges !== undefined && { unknownChanges: proof.unknownChanges }),
    },
    facts: factsOf(record, reader.secret),
    people,
    units: {
      columns: [...unitColumns],
      createdAtPrefix: prefix,
      rows,
      unproven: held.flatMap(({ revision }, at) => (sound.has(revision.RevisionID) ? [] : at)),
      sources: isMetadata ? metadataSources : sources,
    },
    classes: classes.all,
    ...(isMetadata ? { metadata: metadataSays } : {}),
    ...notWrittenOf(record, units),
    ...approved,
    ...approvalRulesOf(
      claim.facts.rules,
      held.map(({ revision: { UnitID, RevisionID } }) => ({ UnitID, isSound: sound.has(RevisionID) })),
    ),
    ...wavesOf(units, claim),
    made: { at: now.toISOString(), by: reader.author.UserID, tool: 'hubdeck' },
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  }
  return statementOf(
    held.map((each) => subjectOf(each, isMetadata)),
    predicate,
  )
}

function subjectOf(
  { unit, revision: { RevisionNum, DataHash } }: HeldRevision,
  isMetadata: boolean,
): Subject {
  return {
    name: `${unit}@${isMetadata ? 'metadata' : RevisionNum}`,
    digest: { sha256: DataHash || documentHash('') },
  }
}

function rowOf(held: HeldRevision, prefixLength: number, classes: Classes): UnitRow {
  const { revision, before } = held
  return [
    revision.UnitID,
    before?.DataHash ?? '',
    (revision.CreatedAt ?? '').slice(prefixLength),
    classes.numberOf(held),
  ]
}

function commonPrefix([first = '', ...rest]: readonly string[]): string {
  let length = first.length
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}

/** How many units of each wave were written. */
function wavesOf(units: readonly ChangedUnit[], { facts }: Claim): Pick<Predicate, 'waves'> {
  if (facts.waves === undefined) return {}
  const waves = facts.waves.waves.map(({ name, hold }, at) => {
    const own = units.filter(({ wave }) => wave === at + 1)
    const written = own.filter(({ state }) => state === 'written' || state === 'moved-on')
    return { name: shownText(name), hold, units: own.length, written: written.length }
  })
  return { waves }
}
