import {
  type Approvals,
  type EvidenceClass,
  type Statement,
  statementOf,
  unitColumns,
} from '#lib/change/evidence/statement.ts'

const classes: EvidenceClass[] = [3, 5].map((from) => ({
  comparison: {
    changes: [
      {
        resourceType: 'apps/v1/Deployment',
        resourceName: '{space}/{unit}',
        path: 'spec.replicas',
        change: 'Update',
        from,
        to: 7,
      },
    ],
  },
  validators: { passed: ['platform/schemas/vet-schemas'], warnings: [], errors: [] },
}))

/** Hashes that any runtime makes, of documents that nobody has. */
function hashOf(number: number): string {
  return ((number + 1) * 0x9e3779b1).toString(16).padStart(12, '0').repeat(6).slice(0, 64)
}

/** In a Space each, as Bob gave it. */
function exampleApprovals(units: number): Approvals {
  const id = (kind: string, number: number) =>
    `0193d5a0-0000-7000-${kind}-${String(number).padStart(12, '0')}`
  return {
    proposal: { TagID: id('8000', 1), author: id('8000', 3), hash: hashOf(units) },
    given: [
      {
        UserID: id('8000', 4),
        Result: 'Pass',
        hash: hashOf(units),
        standing: 'counted',
        from: '2026-11-30T06:00:00.000Z',
        to: '2026-11-30T06:00:01.000Z',
        expiresAt: '2026-12-01T06:00:00.000Z',
        note: 'Looked at',
        attestations: Array.from({ length: units }, (_, number) => String(number).padStart(22, 'A')).join(''),
        subjects: `0-${units - 1}`,
      },
    ],
  }
}

/** Evidence of a change to as many units, with what such evidence usually has. */
export function exampleStatement(units: number): Statement {
  const numbers = Array.from({ length: units }, (_, index) => index)
  return statementOf(
    numbers.map((index) => ({
      name: `moss-cub-traderx-prod-eu-${String(index).padStart(4, '0')}/trade-service@${index + 2}`,
      digest: { sha256: hashOf(2 * index + 1) },
    })),
    {
      change: {
        TagID: '0193d5a0-0000-7000-8000-00000000c0de',
        SpaceID: '0193d5a0-0000-7000-8000-000000000001',
        name: 'platform-infra/change-20261130-070000-9f3a1c',
        OrganizationID: '0193d5a0-0000-7000-8000-000000000002',
        hub: 'https://hub.example',
      },
      proof: {
        standing: 'proven',
        says: 'Signature, author, reason, times and documents of its revisions agree.',
        differences: [],
        more: 0,
        unread: 0,
      },
      facts: [
        { name: 'reason', value: 'Größer für die Börse', standing: 'proven', source: 'Revision.Description' },
      ],
      people: {},
      units: {
        createdAtPrefix: '2026-11-30T07:00:',
        columns: [...unitColumns],
        rows: numbers.map((index) => [
          `0193d5a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
          hashOf(2 * index),
          `${String(index % 60).padStart(2, '0')}.123Z`,
          index % 2,
        ]),
        unproven: [],
        sources: {},
      },
      classes,
      notWritten: ['a', 'b'].map((letter) => ({
        UnitID: `0193d5a0-0000-7000-8000-00000000000${letter}`,
        unit: `moss-cub-traderx-prod-us-000${letter}/trade-service`,
        outcome: 0,
      })),
      outcomes: [{ status: 'refused', why: 'You may not edit this unit.' }],
      leftOut: [{ why: 'excluded', units: ['moss-cub-traderx-prod-jp/trade-service'] }],
      approvals: exampleApprovals(units),
      approvalRules: [
        { condition: "Labels.Environment = 'prod'", needed: 1, given: 1, subjects: `0-${units - 1}` },
      ],
      made: { at: '2026-11-30T07:10:00.000Z', by: '0193d5a0-0000-7000-8000-000000000003', tool: 'hubdeck' },
      publicKey: '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n',
    },
  )
}
