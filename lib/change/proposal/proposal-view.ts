import * as z from 'zod/mini'

/** What a proposal has of the approvals it needs, as `GET /api/proposals/<tag>` answers it. */
export const ProposalView = z.object({
  /** What an approval is of; handed back with it. */
  proposalHash: z.string(),
  /** The rules that its units match, as far as they can be seen. */
  needed: z.array(z.object({ condition: z.string(), count: z.int(), units: z.int() })),
  /** Units that can still be written as proposed, and of them those that lack approvals. */
  open: z.int(),
  missing: z.int(),
  /** Units that are not written, and are gone or may not be seen: what they need is not known. */
  unseen: z.int(),
  approvals: z.array(
    z.object({
      UserID: z.string(),
      /** ISO. */
      at: z.string(),
      expiresAt: z.optional(z.string()),
      note: z.string(),
      standing: z.enum(['counts', 'revoked', 'expired', 'failed', 'own', 'program', 'other-proposal']),
      /** How many units it counts for now. */
      units: z.int(),
    }),
  ),
  /** `own`: nobody approves their own proposal. `given`: the reader approved all that can be approved. */
  mine: z.enum(['own', 'given', 'open']),
})
export type ProposalView = z.infer<typeof ProposalView>

/** Body of `POST /api/proposals/<tag>/approval`. */
export const ApprovalRequest = z.object({
  /** Of the proposal as the approver saw it. */
  proposalHash: z.string().check(z.maxLength(64)),
  note: z.string().check(z.maxLength(1000)),
  /** ISO; for as long as the units stay as they are when absent. */
  expiresAt: z.optional(z.iso.datetime()),
})
export type ApprovalRequest = z.infer<typeof ApprovalRequest>

/** Whether the whole proposal is approved shows when it is read again; a Space may fail while others do not. */
export const Approved = z.object({
  units: z.int(),
  failures: z.array(z.object({ space: z.string(), message: z.string() })),
})
export type Approved = z.infer<typeof Approved>

/** Body and answer of `POST /api/proposals/needed`: which of these units lack approvals of others. */
export const NeededRequest = z.object({
  unitIds: z.array(z.uuid()).check(z.maxLength(10_000)),
  /** The change that is gone on with; the approvals of its proposal count. */
  tagId: z.optional(z.uuid()),
})
export const NeededAnswer = z.object({
  rules: z.array(z.object({ condition: z.string(), count: z.int(), unitIds: z.array(z.uuid()) })),
  /** Someone may undo their own change all the same. */
  isUndoExempt: z.boolean(),
})
export type NeededAnswer = z.infer<typeof NeededAnswer>
