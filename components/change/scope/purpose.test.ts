import { expect, it } from 'vitest'
import { takingUp } from '#components/change/scope/purpose.ts'
import type { Patch } from '#lib/change/model.ts'

const proposal = { TagID: '00000000-0000-4000-8000-000000000001', reason: 'Market open', ticket: '' }
const patch: Patch = { kind: 'merge', text: '{}' }
const proof = { signature: 'ours' as const, hasReadRevisions: true, differences: [], more: 0, unread: 0 }

it.each([
  ['names the proposal', proof, true],
  [
    'does not name one whose record was altered',
    { ...proof, differences: [{ kind: 'mixed' as const }] },
    false,
  ],
  [
    'does not name one that another installation signed',
    { ...proof, signature: 'other-key' as const },
    false,
  ],
])('a change of what others changed of a proposal %s, because it would be refused', (_, given, isAnew) => {
  const purpose = takingUp({ ...proposal, proof: given }, patch)
  expect(purpose).toMatchObject({ kind: 'edit', from: { TagID: proposal.TagID, isAnew } })
})
