import { expect, it } from 'vitest'
import { checkRevision } from '#lib/change/evidence/check-revision.ts'
import type { HeldRevision } from '#lib/change/evidence/read-held.ts'
import { writtenUnits } from '#lib/change/evidence/written-units.ts'
import { exampleStatement } from '#lib/change/testing/example-statement.ts'

const statement = exampleStatement(2)
const [written] = writtenUnits(statement)
if (written === undefined) throw new Error('there is no unit')
const { reason = '' } = Object.fromEntries(statement.predicate.facts.map(({ name, value }) => [name, value]))

const held: HeldRevision = {
  unit: written.unit,
  revision: {
    RevisionID: crypto.randomUUID(),
    RevisionNum: written.revisionNum,
    UnitID: written.UnitID,
    DataHash: written.sha256,
    CreatedAt: written.createdAt,
    Description: reason,
    ValidationPassed: { 'platform/schemas/vet-schemas': true },
  },
  before: {
    RevisionID: crypto.randomUUID(),
    RevisionNum: written.revisionNum - 1,
    UnitID: written.UnitID,
    DataHash: written.beforeHash,
  },
  comparison: written.class.comparison,
}
const revision = (changed: Partial<HeldRevision['revision']>) => ({
  ...held,
  revision: { ...held.revision, ...changed },
})

it('finds nothing where ConfigHub holds what the file says, with or without a ticket after the reason', () => {
  expect(checkRevision(written, held, statement)).toEqual([])
  expect(checkRevision(written, revision({ Description: `${reason}\n\nTicket: OPS-17` }), statement)).toEqual(
    [],
  )
})

it.each<[what: string, held: HeldRevision, part: string, text: RegExp]>([
  [
    'document',
    revision({ DataHash: written.beforeHash }),
    'revision',
    /^DataHash: the file says “[0-9a-f]{64}”/,
  ],
  ['time', revision({ CreatedAt: '2026-11-30T09:00:00Z' }), 'revision', /^CreatedAt: .*09:00:00Z”/],
  ['reason', revision({ Description: `${reason}, and more` }), 'revision', /^Description: .*, and more”/],
  ['document before', { ...held, before: undefined }, 'revision', /^DataHash of the revision before: /],
  ['name', { ...held, unit: 'prod-eu/other' }, 'revision', /^name: .*“prod-eu\/other”/],
  [
    'difference',
    { ...held, comparison: { changes: [] } },
    'document',
    /differ from one another in another way/,
  ],
  ['verdict', revision({ ValidationPassed: {} }), 'validators', /^passed: the file says “platform\/schemas/],
])('names another %s', (_, other, part, text) => {
  expect(checkRevision(written, other, statement)).toEqual([
    { part, unit: written.unit, text: expect.stringMatching(text) },
  ])
})

it.each([
  ['gone', undefined],
  ['unseen', true],
] as const)('says of a revision that is %s that nothing of it was compared', (how, isUnknown) => {
  const found = checkRevision(written, how, statement)

  expect(found.map(({ part }) => part)).toEqual(['revision', 'document', 'validators'])
  expect(found.map((each) => each.isUnknown)).toEqual([isUnknown, true, true])
})

it('compares masks without the letters that only the deployment can make', () => {
  const masked = (letters: string): HeldRevision['comparison'] => ({
    changes: [
      {
        resourceType: 'v1/Secret',
        resourceName: 'a/b',
        path: 'data.password',
        change: 'Update',
        from: `••••••••${letters}`,
        to: `••••••••${letters}x`,
      },
    ],
  })
  const told = { ...written, class: { ...written.class, comparison: masked('abcde') } }

  expect(checkRevision(told, { ...held, comparison: masked('vwxyz') }, statement)).toEqual([])
})
