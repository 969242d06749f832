import { expect, it } from 'vitest'
import { judgeApprovals } from '#lib/change/evidence/judge-approvals.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import type { Approval } from '#lib/change/evidence/statement.ts'
import { proposalClaim } from '#lib/change/proposal/read-approvals.ts'
import { packIds } from '#lib/change/record/planned-units.ts'
import type { Attestation } from '#lib/confighub/schema/attestations.ts'

const [alice, bob, carol, space] = Array.from({ length: 4 }, () => crypto.randomUUID())
const hash = 'a'.repeat(64)
const minute = (number: number) => new Date(Date.UTC(2026, 10, 30, 8, number)).toISOString()

function attestation(change: Partial<Attestation> = {}): Attestation {
  return {
    AttestationID: crypto.randomUUID(),
    SpaceID: space ?? '',
    Type: 'Approval',
    Result: 'Pass',
    UserID: bob,
    CreatedAt: minute(1),
    Claims: { [proposalClaim]: hash },
    ...change,
  }
}

/** A unit that was written at a minute, over a revision with these Attestations. */
function written(at: number, ...attestations: readonly Attestation[]): HeldRevision {
  const UnitID = crypto.randomUUID()
  const revision = (RevisionNum: number) => ({ RevisionID: crypto.randomUUID(), RevisionNum, UnitID })
  return {
    unit: 'prod/trade-service',
    revision: { ...revision(2), CreatedAt: minute(at) },
    before: {
      ...revision(1),
      Attestations: Object.fromEntries(attestations.map((each) => [each.AttestationID, true])),
    },
    comparison: { changes: [] },
  }
}

function judged(
  held: readonly HeldRevision[],
  found: readonly Attestation[],
  revoked: [Attestation, number][] = [],
  unsound: readonly HeldRevision[] = [],
) {
  const revokedAt = new Map(revoked.map(([{ AttestationID }, at]) => [AttestationID, minute(at)]))
  const programs = new Set([carol ?? ''])
  const isSound = (each: HeldRevision) => !unsound.includes(each)
  const sound = new Set(held.filter(isSound).map(({ revision }) => revision.RevisionID))
  const against = { found, revokedAt, programs, hash, author: alice ?? '', sound }
  return judgeApprovals(held, against)
}

const standings = (approvals: readonly Approval[]) =>
  approvals.map(({ standing, subjects }) => [standing, subjects])

it.each<[what: string, change: Partial<Attestation>, standing: Approval['standing']]>([
  ['given in time', {}, 'counted'],
  ['that expired later', { ExpiresAt: minute(6) }, 'counted'],
  ['that had expired', { ExpiresAt: minute(4) }, 'expired'],
  ['given later', { CreatedAt: minute(6) }, 'late'],
  ['that says Fail', { Result: 'Fail' }, 'failed'],
  ['of the one who proposed it', { UserID: alice }, 'own'],
  ['of a program', { UserID: carol }, 'program'],
  ['of another proposal', { Claims: { [proposalClaim]: 'b'.repeat(64) } }, 'other-proposal'],
])('an approval %s is judged at the time of the writing', (_, change, standing) => {
  const given = attestation(change)
  const subjects = standing === 'counted' ? '0' : ''
  expect(standings(judged([written(5, given)], [given]))).toEqual([[standing, subjects]])
})

it.each([
  ['before', 4, [['revoked', '']]],
  ['after', 6, [['counted', '0']]],
])('one that was revoked %s a unit was written', (_, at, expected) => {
  const given = attestation()
  const approvals = judged([written(5, given)], [given], [[given, at]])
  expect(standings(approvals)).toEqual(expected)
  expect(approvals[0]?.revokedAt).toBe(minute(at))
})

it('one that expired between two waves counts for the first', () => {
  const given = attestation({ ExpiresAt: minute(5) })
  expect(standings(judged([written(4, given), written(6, given)], [given]))).toEqual([['counted', '0']])
})

it('one of a revision that nobody wrote over counts for nothing', () => {
  const given = attestation()
  expect(standings(judged([written(5)], [given]))).toEqual([['other-revision', '']])
})

it('what one person said in several Spaces is one entry, with the ids and units of all', () => {
  const [one, two] = [attestation(), attestation({ CreatedAt: minute(2) })]
  const approvals = judged([written(5, one), written(5), written(6, two), written(6, two)], [two, one])
  expect(approvals).toMatchObject([
    {
      UserID: bob,
      from: minute(1),
      to: minute(2),
      subjects: '0,2-3',
      attestations: packIds([one.AttestationID, two.AttestationID]),
    },
  ])
})

it('counts for no revision on which someone else put the Tag of the change', () => {
  const given = attestation()
  const [own, foreign] = [written(5, given), written(6, given)]
  expect(standings(judged([own, foreign], [given], [], [foreign]))).toEqual([['counted', '0']])
  expect(standings(judged([foreign], [given], [], [foreign]))).toEqual([['other-revision', '']])
})

it('keeps apart what was revoked between two waves and what was revoked after them', () => {
  const [one, two, three] = [attestation(), attestation(), attestation()]
  const held = [written(3, one), written(6, two), written(6, three)]
  const approvals = judged(
    held,
    [one, two, three],
    [
      [one, 5],
      [two, 8],
      [three, 9],
    ],
  )
  expect(approvals.map(({ subjects, revokedAt }) => [subjects, revokedAt])).toEqual([
    ['0', minute(5)],
    ['1-2', minute(8)],
  ])
})
