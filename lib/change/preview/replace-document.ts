import type { Patch } from '#lib/change/model.ts'
import type { Derivation, Derive, Head } from '#lib/change/preview/derivation.ts'

type DocumentPatch = Extract<Patch, { kind: 'document' }>

/** A typed text takes the place of the head that it was made from, and of no other. */
export function replaceDocument(patch: DocumentPatch): Derive {
  return async function* (heads) {
    yield heads.map((head) => ({ head, derivation: derivationFor(head, patch) }))
  }
}

function derivationFor({ unit }: Head, { text, base }: DocumentPatch): Derivation {
  if (unit.UnitID !== base.UnitID) {
    const reason = 'This text was typed for another unit. A document is edited in one unit at a time.'
    return { from: 'nothing', evaluation: { status: 'no-match', reason } }
  }
  if (unit.DataHash === base.DataHash) return { from: 'typed', text }
  const reason = `This text was made from revision ${base.HeadRevisionNum}, and the unit is at revision ${unit.HeadRevisionNum} now. Bring what is new into your text, and preview again.`
  return { from: 'nothing', evaluation: { status: 'failed', reason } }
}
