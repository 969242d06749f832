import { expect, it } from 'vitest'
import { checkApprovals } from '#lib/change/evidence/check-approvals.ts'
import type { Approval, Statement } from '#lib/change/evidence/statement.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'

const statement = exampleStatement(3)

function withApproval(change: Partial<Approval>): Statement {
  const { approvals } = statement.predicate
  const [given] = approvals?.given ?? []
  if (approvals === undefined || given === undefined) throw new Error('nobody approved')
  const predicate = { ...statement.predicate, approvals: { ...approvals, given: [{ ...given, ...change }] } }
  return { ...statement, predicate }
}

it('agrees with itself where someone else approved in time', () => {
  expect(checkApprovals(statement)).toMatchObject([
    { verdict: 'passed', text: '1 person approved 3 of 3 units before it was written', details: [] },
  ])
})

it('says nothing of a change that was never proposed', () => {
  const { approvals: _, ...predicate } = statement.predicate
  expect(checkApprovals({ ...statement, predicate })).toEqual([])
})

it('does not know who approved a change of which the file says so', () => {
  const { approvals: _, ...predicate } = statement.predicate
  const unknown = { ...statement, predicate: { ...predicate, approvalsUnknown: 'its record was deleted' } }
  expect(checkApprovals(unknown)).toMatchObject([{ verdict: 'unknown' }])
})

it('contradicts itself with an approval of a unit of which the record is not true', () => {
  const units = { ...statement.predicate.units, unproven: [1] }
  const unproven = { ...statement, predicate: { ...statement.predicate, units } }
  expect(checkApprovals(unproven)).toMatchObject([
    { verdict: 'failed', details: [expect.stringMatching(/the record is not true/)] },
  ])
})

const proposer = statement.predicate.approvals?.proposal.author ?? ''

it.each<[what: string, change: Partial<Approval>, details: RegExp]>([
  ['given by the author of the proposal', { UserID: proposer }, /its author proposed/],
  ['of another proposal', { hash: 'f'.repeat(64) }, /another proposal/],
  ['that says Fail', { Result: 'Fail' }, /Result is “Fail”/],
  ['that had expired', { expiresAt: '2026-11-30T07:00:01.000Z' }, /had expired/],
  ['with a time that cannot be read', { expiresAt: 'soon' }, /had expired/],
  ['that was revoked before', { revokedAt: '2026-11-30T06:30:00.000Z' }, /was revoked/],
  ['of a unit that the file does not have', { subjects: '3' }, /no unit of the file/],
  ['that did not count, for a unit', { standing: 'revoked' }, /did not count/],
  ['given after a unit was written', { to: '2026-11-30T07:30:00.000Z' }, /after a unit was written/],
])('contradicts itself with an approval %s', (_, change, details) => {
  expect(checkApprovals(withApproval(change))).toMatchObject([
    { verdict: 'failed', details: [expect.stringMatching(details)] },
  ])
})

it('takes one that was revoked after the units were written', () => {
  const later = withApproval({ revokedAt: '2026-12-02T07:00:00.000Z' })
  expect(checkApprovals(later)).toMatchObject([{ verdict: 'passed' }])
})
