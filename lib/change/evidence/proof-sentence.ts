import { count } from '#lib/base/plural.ts'
import { unknownChangesText } from '#lib/change/record/difference-text.ts'
import { type Proof, standingOf } from '#lib/change/record/proof-schema.ts'

/** How far the record of a change can be relied on, for readers of its evidence. */
export function proofSentence(proof: Proof, isOfMetadata = false): string {
  const others = unknownChangesText(proof)
  return [standingSentence(proof, isOfMetadata), others].filter(Boolean).join(' ')
}

function standingSentence(proof: Proof, isOfMetadata: boolean): string {
  const standing = standingOf(proof)
  switch (standing) {
    case 'proven':
      return 'Proven: the signature of the record holds, and author, reason, times and documents of its revisions agree with it.'
    case 'signed':
      return isOfMetadata
        ? 'Signed: the signature of the record holds. ConfigHub has nothing to compare it with, as metadata has no revisions.'
        : 'Signed: the signature of the record holds; its revisions were not compared.'
    case 'unknown':
      return `Signed, and nothing that could be read contradicts it; ${count(proof.unread, 'unit')} could not be read.`
    case 'unsigned':
      return 'Not proven: the record is not signed. Anyone who may edit its space could have written it.'
    case 'other-key':
      return 'Not proven: the record was signed by another installation, or with an earlier secret of this one.'
    case 'different':
      return 'Not proven: the record does not match what ConfigHub holds.'
    default:
      return standing satisfies never
  }
}
