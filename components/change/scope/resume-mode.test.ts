import { expect, it } from 'vitest'
import { resumeModeOf } from '#components/change/scope/resume-mode.ts'
import type { Difference, Proof } from '#lib/change/record/proof-schema.ts'

const proof = (...differences: Difference[]): Proof => ({
  signature: 'ours',
  hasReadRevisions: true,
  differences,
  more: 0,
  unread: 0,
})
const tagged: Difference = { kind: 'too-early', unit: 'prod/web', revisionNum: 2 }
const edited: Difference = { kind: 'altered', fact: 'reason' }

it.each([
  ['its author, while all of it holds', 'alice', proof(), 'same-record'],
  ['its author, while a unit is gone', 'alice', { ...proof(), unread: 1 }, 'same-record'],
  ['its author, after others used its Tag', 'alice', proof(tagged), 'record-of-its-own'],
  ['someone else', 'bob', proof(), 'of-another'],
  ['someone else, after others used its Tag', 'bob', proof(tagged), 'of-another'],
  ['its author, when a fact was edited', 'alice', proof(edited), 'none'],
  ['someone else, when a fact was edited', 'bob', proof(edited, tagged), 'none'],
  ['anyone, when it is not signed', 'alice', { ...proof(), signature: 'none' as const }, 'none'],
  [
    'anyone, when another installation signed it',
    'alice',
    { ...proof(), signature: 'other-key' as const },
    'none',
  ],
  ['nobody yet', undefined, proof(), undefined],
])('a change can be resumed by %s', (_, me, given, way) => {
  expect(resumeModeOf({ author: 'alice', proof: given }, me)).toBe(way)
})
