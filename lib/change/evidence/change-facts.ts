import { count } from '#lib/base/plural.ts'
import { isMetadataRecord } from '#lib/change/evidence/held-metadata.ts'
import type { Fact, FactStanding } from '#lib/change/evidence/statement.ts'
import { type FactName, factNames } from '#lib/change/record/annotations.ts'
import { type CountedRule, rulesWithPlaces, ruleText } from '#lib/change/record/kept-rules.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'
import { type ProvenRecord, shownText } from '#lib/change/record/record.ts'
import { readStatus } from '#lib/change/record/record-signature.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'

type AlsoThere = Readonly<Partial<Record<FactName, string>>>

/** Packed lists of units are not for reading, and may be long. */
const maxValue = 8000

const alsoInRevisions: AlsoThere = {
  author: 'Revision.UserID of each revision',
  reason: 'Revision.Description of each revision',
}

/** What the record says, each fact with how far it can be relied on; facts that it has not are left out. */
export function factsOf(record: ProvenRecord, secret: string): Fact[] {
  const { claim, tag } = record
  const also: AlsoThere = isMetadataRecord(record) ? {} : alsoInRevisions
  const facts = factNames.map(
    (name): Fact => ({
      name,
      value: shownFact(name, record),
      standing: standingOf(name, record),
      source: [annotation(name), also[name]].filter(Boolean).join('; '),
    }),
  )
  const statuses = (['counts', 'state'] as const).map((name): Fact => {
    const { text, signature } = readStatus(name, tag.Tag.Annotations, claim.texts.record, secret)
    const isSigned = signature === 'signed' && isGenuine(record.proof)
    return {
      name,
      value: shownText(text),
      standing: isSigned ? 'signed' : 'claimed',
      source: annotation(name),
    }
  })
  const made: Fact = {
    name: 'made',
    value: tag.Tag.CreatedAt ?? '',
    standing: 'held',
    source: 'Tag.CreatedAt',
  }
  return [...facts, ...statuses, made].filter(({ value }) => value !== '')
}

function standingOf(name: FactName, { claim, proof, sound }: ProvenRecord): FactStanding {
  const { signature } = claim
  if (signature.kind !== 'ours' || !isGenuine(proof) || signature.altered.includes(name)) return 'claimed'
  // Only revisions that say the same are sound.
  return alsoInRevisions[name] !== undefined && sound.size > 0 ? 'proven' : 'signed'
}

function shownFact(name: FactName, { claim: { facts, texts } }: ProvenRecord): string {
  if (name === 'rules') return rulesWithPlaces(facts.plannedUnitIds, facts.rules).map(shownRule).join('; ')
  if (name === 'metadata' && facts.metadata.size > 0)
    return `the values of ${count(facts.metadata.size, 'unit')}, SHA-256 ${documentHash(texts.metadata)}`
  if (name === 'units') return `${facts.plannedUnitIds.length} planned`
  const { patch } = facts
  if (name === 'patch' && patch !== undefined && patch.kind !== 'unreadable')
    return shownText(JSON.stringify(maskPatch(patch)))
  return shortened(shownText(texts[name]))
}

function shownRule(rule: CountedRule): string {
  return ruleText({ ...rule, condition: shownText(rule.condition) })
}

function shortened(text: string): string {
  if (text.length <= maxValue) return text
  return `${text.length.toLocaleString('en')} characters, SHA-256 ${documentHash(text)}`
}

function annotation(name: string): string {
  return `Tag.Annotations.hubdeck.dev/${name}`
}
