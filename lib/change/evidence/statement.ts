import * as z from 'zod/mini'
import type { Json } from '#lib/base/json.ts'

/** What evidence of this form says; a form that means something else gets another name. */
const predicateType = 'https://hubdeck.dev/change/v1'
const statementType = 'https://in-toto.io/Statement/v1'

/**
 * How far a fact can be relied on. `held`: ConfigHub's own, which no editor can write. `proven`: signed here, and each
 * revision says the same. `signed`: as it was signed here when the change was made. `claimed`: anyone who may edit the
 * Tag could have written it.
 */
const FactStanding = z.enum(['held', 'proven', 'signed', 'claimed'])
export type FactStanding = z.infer<typeof FactStanding>

const Fact = z.object({
  name: z.string(),
  /** Masked. */
  value: z.string(),
  standing: FactStanding,
  /** Where in ConfigHub it stands. */
  source: z.string(),
})
export type Fact = z.infer<typeof Fact>

// The output of `JSON.parse` is JSON; checking large values again would take long.
const AnyJson = z.custom<Json>((value) => value !== undefined)

/** In names of resources `{space}` and `{unit}` stand for the Slugs of the unit's own, so that clones have equal changes. */
const PathDifference = z.object({
  resourceType: z.string(),
  resourceName: z.string(),
  path: z.string(),
  change: z.enum(['Add', 'Delete', 'Update']),
  from: z.optional(AnyJson),
  to: z.optional(AnyJson),
})

const Comparison = z.union([
  z.object({
    changes: z.array(PathDifference),
    /** How many more there are than fit, and the SHA-256 of their text. */
    omitted: z.optional(z.object({ count: z.int(), digest: z.string() })),
  }),
  z.object({ unknown: z.string() }),
])
/** The masked differences between two documents, or why they are not known. */
export type Comparison = z.infer<typeof Comparison>

/** Names of validators, `<space>/<trigger>/<function>`. */
const Verdicts = z.object({
  passed: z.array(z.string()),
  warnings: z.array(z.string()),
  errors: z.array(z.string()),
})
export type Verdicts = z.infer<typeof Verdicts>

/** What several units have in common. */
const EvidenceClass = z.object({ comparison: Comparison, validators: Verdicts })
export type EvidenceClass = z.infer<typeof EvidenceClass>

/** What the items of a row are. */
export const unitColumns = ['UnitID', 'BeforeDataHash', 'CreatedAt', 'class'] as const
const UnitRow = z.tuple([z.string(), z.string(), z.string(), z.int()])
export type UnitRow = z.infer<typeof UnitRow>

const NotWritten = z.object({
  UnitID: z.string(),
  /** `<space>/<slug>`; absent when the unit was deleted, or could not be seen. */
  unit: z.optional(z.string()),
  /** Number of its outcome; absent when the record does not say why. */
  outcome: z.optional(z.int()),
})

/** Why units were not written. `waiting`: their wave has not begun. `elsewhere`: a record that continues this one did. */
const Unwritten = z.object({
  status: z.enum([
    'moved',
    'already-so',
    'left-query',
    'refused',
    'unknown',
    'retried',
    'waiting',
    'elsewhere',
  ]),
  why: z.string(),
})

/** Units of the preview that were left out of the change for one reason. */
const LeftOut = z.object({
  why: z.enum(['excluded', 'override', 'consent', 'refused', 'unchanged']),
  /** `<space>/<slug>`, or the UnitID of one that was deleted or could not be seen. */
  units: z.array(z.string()),
  /** How many more there are than the record names. */
  more: z.optional(z.int()),
})

/** `counted`: for at least one unit, when it was written. Anything else says why it did not count. */
const ApprovalStanding = z.enum([
  'counted',
  'revoked',
  'expired',
  'failed',
  'own',
  'program',
  'other-proposal',
  /** Given after the unit was written. */
  'late',
  /** Of no revision that was written over. */
  'other-revision',
  /** Of metadata: ConfigHub does not say when it was written. */
  'undated',
])
export type ApprovalStanding = z.infer<typeof ApprovalStanding>

/** What one person said of the proposal, as Attestations of the revisions before. */
const Approval = z.object({
  UserID: z.string(),
  Result: z.string(),
  /** What it is of: the claim `hubdeck.dev/proposal`. */
  hash: z.string(),
  standing: ApprovalStanding,
  /** When the first and the last of the Attestations was made. */
  from: z.string(),
  to: z.string(),
  expiresAt: z.optional(z.string()),
  /** When the first of them was revoked, be it later than the change. */
  revokedAt: z.optional(z.string()),
  note: z.optional(z.string()),
  /** Their ids, 22 characters of base64url each: of one person there is one in each Space. */
  attestations: z.string(),
  /** Numbers of the subjects, from 0, for which it counted: `0-4,7`. */
  subjects: z.string(),
})
export type Approval = z.infer<typeof Approval>

const Approvals = z.object({
  /** The record that was proposed, which is this one or one that it continues. */
  proposal: z.object({ TagID: z.string(), author: z.string(), hash: z.string() }),
  given: z.array(Approval),
})
export type Approvals = z.infer<typeof Approvals>

const ApprovalRule = z.object({
  /** Empty where no rule matched the units. */
  condition: z.string(),
  needed: z.int(),
  /** How many there were when they were written, as the record says; `exempt` for an undo of one's own change. */
  given: z.union([z.int(), z.literal('exempt')]),
  /** Numbers of the subjects, from 0: `0-4,7`. */
  subjects: z.string(),
})
export type ApprovalRule = z.infer<typeof ApprovalRule>

const Wave = z.object({
  name: z.string(),
  /** As planned: the next one waits until a person has decided. */
  hold: z.boolean(),
  units: z.int(),
  written: z.int(),
})

const Predicate = z.object({
  change: z.object({
    TagID: z.string(),
    SpaceID: z.string(),
    name: z.string(),
    OrganizationID: z.string(),
    hub: z.string(),
  }),
  proof: z.object({
    standing: z.enum(['proven', 'signed', 'unknown', 'unsigned', 'other-key', 'different']),
    says: z.string(),
    differences: z.array(z.string()),
    more: z.int(),
    unread: z.int(),
    /** How often the Tag was changed without the record telling of it; absent where that is not known. */
    unknownChanges: z.optional(z.int()),
  }),
  facts: z.array(Fact),
  /** Names of people by UserID, as ConfigHub gave them. */
  people: z.record(z.string(), z.string()),
  units: z.object({
    columns: z.array(z.string()),
    /** How all times of the rows begin; the rows hold the rest. */
    createdAtPrefix: z.string(),
    /** In the order of the subjects. */
    rows: z.array(UnitRow),
    /** Subjects, from 0, that carry the Tag although the record is not true of them. */
    unproven: z.array(z.int()),
    sources: z.record(z.string(), z.string()),
  }),
  classes: z.array(EvidenceClass),
  /** Present where metadata was changed, of which there are no revisions: what that means. */
  metadata: z.optional(z.string()),
  notWritten: z.array(NotWritten),
  /** What the numbers of those that were not written stand for. */
  outcomes: z.optional(z.array(Unwritten)),
  leftOut: z.optional(z.array(LeftOut)),
  /** Absent where the change did not begin as a proposal, or where that is not known. */
  approvals: z.optional(Approvals),
  /** Why it is not known whether the change began as a proposal. */
  approvalsUnknown: z.optional(z.string()),
  /** Absent where the record does not say it. */
  approvalRules: z.optional(z.array(ApprovalRule)),
  waves: z.optional(z.array(Wave)),
  made: z.object({ at: z.string(), by: z.string(), tool: z.string() }),
  publicKey: z.string(),
})
export type Predicate = z.infer<typeof Predicate>

const Subject = z.object({
  /** `<space>/<slug>@<RevisionNum>`, or `@metadata`. */
  name: z.string(),
  /** ConfigHub's DataHash; of metadata, the hash of what was written over what. */
  digest: z.object({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
})
export type Subject = z.infer<typeof Subject>

/** Evidence of a change as an in-toto Statement, one subject for each unit that it wrote. */
export const Statement = z
  .object({
    _type: z.literal(statementType),
    subject: z.array(Subject).check(z.minLength(1)),
    predicateType: z.literal(predicateType),
    predicate: Predicate,
  })
  .check(
    z.refine(
      ({ subject, predicate: { units, classes, notWritten, outcomes = [] } }) =>
        units.rows.length === subject.length &&
        units.rows.every((row) => classes[row[3]] !== undefined) &&
        notWritten.every(({ outcome }) => outcome === undefined || outcomes[outcome] !== undefined),
      'expected one row for each subject, and what its numbers stand for',
    ),
  )
export type Statement = z.infer<typeof Statement>

export function statementOf(subject: Statement['subject'], predicate: Predicate): Statement {
  return { _type: statementType, subject, predicateType, predicate }
}
