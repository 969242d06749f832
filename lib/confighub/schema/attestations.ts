import * as z from 'zod/mini'

const Time = z.string()

/** A statement about revisions, never changed and never deleted (contract 4.9, A6). */
export const Attestation = z.looseObject({
  AttestationID: z.uuid(),
  SpaceID: z.uuid(),
  Type: z.optional(z.string()),
  Result: z.optional(z.string()),
  Note: z.optional(z.string()),
  UserID: z.optional(z.uuid()),
  CreatedAt: z.optional(Time),
  ExpiresAt: z.optional(Time),
  Claims: z.optional(z.record(z.string(), z.string())),
  RevokedAttestationID: z.optional(z.uuid()),
})
export type Attestation = z.infer<typeof Attestation>

export const ExtendedAttestation = z.looseObject({ Attestation })

/** Of many Spaces; what failed in one is in its Error. */
export const AttestResult = z.looseObject({
  Spaces: z.optional(
    z.array(
      z.looseObject({
        SpaceID: z.uuid(),
        SpaceSlug: z.optional(z.string()),
        Subjects: z.optional(z.array(z.looseObject({ UnitID: z.uuid(), RevisionNum: z.int() }))),
        SkippedUnits: z.optional(
          z.array(z.looseObject({ UnitID: z.uuid(), Reason: z.optional(z.string()) })),
        ),
        Error: z.optional(
          z.looseObject({ Message: z.optional(z.string()), message: z.optional(z.string()) }),
        ),
      }),
    ),
  ),
})
export type AttestResult = z.infer<typeof AttestResult>

export const ExtendedServiceAccount = z.looseObject({ ServiceAccount: z.looseObject({ UserID: z.uuid() }) })
