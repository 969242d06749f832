import { count } from '#lib/base/plural.ts'
import { visibleText } from '#lib/base/visible-text.ts'
import type { FactName } from '#lib/change/record/annotations.ts'
import type { Difference, Proof } from '#lib/change/record/proof-schema.ts'

const facts: Readonly<Record<FactName | 'counts' | 'state' | 'outcomes' | 'moment', string>> = {
  record: 'The id of the record',
  space: 'The space of the record',
  organization: 'The organization',
  hub: 'The hub',
  at: 'The time',
  author: 'The author',
  reason: 'The reason',
  ticket: 'The ticket',
  selection: 'How the units were chosen',
  query: 'The query',
  'where-data': 'The content filter',
  'resource-type': 'The resource type',
  patch: 'The patch',
  'patch-hash': 'The keyed hash of the patch',
  seal: 'The seal',
  units: 'The list of planned units',
  undoes: 'Which change it undoes',
  continues: 'Which change it resumes',
  anew: 'Which proposal it takes up anew',
  proposed: 'When it was proposed',
  waves: 'The plan of waves',
  'held-back': 'The list of units that were left out',
  metadata: 'What the metadata was before and after',
  rules: 'Which rules asked for approvals',
  counts: 'The count of written units',
  outcomes: 'Why units were not written',
  state: 'The state of its waves',
  moment: 'The number of its last writing',
}

/** What may have become of a record whose Tag was changed without it; undefined where it was not, or that is not known. */
export function unknownChangesText({
  unknownChanges = 0,
}: Pick<Proof, 'unknownChanges'>): string | undefined {
  if (unknownChanges === 0) return undefined
  return `Its Tag was changed ${count(unknownChanges, 'time')} in ways that this record does not tell. ConfigHub keeps no history of a Tag: it may have been a label, or an earlier state of this record that someone put back.`
}

/** One difference as a sentence: what the record says, and what ConfigHub holds. */
export function differenceText(difference: Difference, nameOf: (userId: string) => string): string {
  // Names may be chosen by a forger, so they are made visible.
  return visibleText(sentence(difference, nameOf))
}

function sentence(difference: Difference, nameOf: (userId: string) => string): string {
  switch (difference.kind) {
    case 'altered':
      return `${facts[difference.fact]} is not what was signed: it was edited, added or removed later.`
    case 'all-altered':
      return 'None of its facts is what was signed.'
    case 'mixed':
      return 'Its parts were signed at different times: what one of them said earlier was put back.'
    case 'put-back':
      return `The record says that nobody has begun to write it; its Tag proves ${count(difference.units, 'unit')} written. An earlier state of the record was put back.`
    case 'copied':
      return `The facts were copied from another record, the Tag ${difference.record}.`
    case 'other-space':
      return 'The record was made in another space and was moved here.'
    case 'other-organization':
      return 'The record was made in another organization.'
    case 'other-hub':
      return `The record was made against another hub, ${difference.hub}.`
    case 'unlabelled':
      return 'Its label was removed, so the list of changes does not show it.'
    case 'counts':
      return `The record counts ${count(difference.claimed, 'unit')} written; its Tag proves ${difference.found}.`
    default:
      return revisionText(difference, nameOf)
  }
}

type OfRevision = Extract<Difference, { revisionNum: number }>

function revisionText(difference: OfRevision, nameOf: (userId: string) => string): string {
  const { unit, revisionNum } = difference
  const revision = `revision ${revisionNum} of ${unit}`
  switch (difference.kind) {
    case 'other-writer':
      return `The record names ${nameOf(difference.author)} as author; ${revision} was written by ${nameOf(difference.writer)}.`
    case 'too-early':
      return `The Tag was put on ${revision}, which was written before the record was made.`
    case 'other-reason':
      return `The Tag is on ${revision}, which gives another reason than the record.`
    case 'other-document':
      return `The Tag is on ${revision}, which is not the document that was previewed.`
    case 'not-planned':
      return `The Tag is on ${revision}, a unit that this change did not plan to write.`
    default:
      return difference satisfies never
  }
}
