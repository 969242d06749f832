import * as z from 'zod/mini'
import type { ChangeCounts } from '#lib/change/record/annotations.ts'
import { heldBackReasons } from '#lib/change/record/held-back.ts'
import { KeptOutcome } from '#lib/change/record/kept-outcomes.ts'
import { AppliedRule } from '#lib/change/record/kept-rules.ts'
import { Proof } from '#lib/change/record/proof-schema.ts'
import { RecordedPatch } from '#lib/change/record/recorded-patch.ts'
import { ShownWaves } from '#lib/change/waves/shown.ts'

/** A change as the list of changes shows it: the Tag alone, and whether its signature holds. */
export const ChangeSummary = z.object({
  TagID: z.uuid(),
  SpaceID: z.uuid(),
  SpaceSlug: z.string(),
  Slug: z.string(),
  CreatedAt: z.exactOptional(z.string()),
  reason: z.string(),
  ticket: z.string(),
  author: z.string(),
  selection: z.enum(['query', 'units', 'unknown']),
  where: z.string(),
  whereData: z.string(),
  resourceType: z.string(),
  sealHash: z.string(),
  planned: z.int(),
  /** By outcome status; absent while the commit runs, and forever if it was interrupted. */
  counts: z.exactOptional(z.record(z.string(), z.int())),
  undoes: z.string(),
  continues: z.string(),
  /** TagID of the proposal of which it takes up units that had changed since; absent for any other change. */
  anew: z.exactOptional(z.string()),
  ...ShownWaves,
  /** When it was kept as a proposal; empty for a change that was written at once. */
  proposed: z.string(),
  proof: Proof,
})
export type ChangeSummary = z.infer<typeof ChangeSummary>

/** One planned unit and its outcome. */
export const ChangedUnit = z.object({
  UnitID: z.uuid(),
  /** Absent when the unit was deleted, or may not be seen. */
  unit: z.exactOptional(
    z.object({
      SpaceID: z.uuid(),
      SpaceSlug: z.string(),
      Slug: z.string(),
      HeadRevisionNum: z.int(),
      DataHash: z.string(),
    }),
  ),
  /** The revision that was previewed; absent when the record does not say. */
  previewed: z.exactOptional(z.int()),
  /** The newest revision that carries the Tag; absent when there is none. */
  revision: z.exactOptional(z.object({ RevisionNum: z.int(), CreatedAt: z.exactOptional(z.string()) })),
  /**
   * `moved-on`: written, and changed again since. `elsewhere`: written under a record that continues this one. `unproven`:
   * carries the Tag, but this change did not write it.
   */
  state: z.enum(['written', 'moved-on', 'elsewhere', 'not-written', 'unproven']),
  /** What a change of metadata found and wrote; absent for one of documents. */
  metadata: z.exactOptional(
    z.array(z.object({ place: z.string(), before: z.nullable(z.string()), after: z.nullable(z.string()) })),
  ),
  /** Its metadata is not what was previewed: someone changed it since. */
  isOutrun: z.exactOptional(z.boolean()),
  /** When it was changed last, as far as a change of metadata can know when it was written. */
  writtenAt: z.exactOptional(z.string()),
  /** Why it was not written, or not at once; absent for one that was, and where the record does not say. */
  outcome: z.exactOptional(KeptOutcome),
  /** Counted from 1; absent when all is written at once. */
  wave: z.exactOptional(z.int()),
  /** Checks of ConfigHub that its head fails; absent when there are none. */
  failing: z.exactOptional(z.array(z.string())),
})
export type ChangedUnit = z.infer<typeof ChangedUnit>

/** A unit of the preview that was left out of the change. */
export const HeldBackUnit = z.object({
  UnitID: z.uuid(),
  /** Absent when the unit was deleted, or may not be seen. */
  unit: z.exactOptional(z.object({ SpaceSlug: z.string(), Slug: z.string() })),
  why: z.enum(heldBackReasons),
})
export type HeldBackUnit = z.infer<typeof HeldBackUnit>

/** A change read back from ConfigHub, which is the only place where it is stored. */
export const ChangeRecord = z.extend(ChangeSummary, {
  /** Without secrets; absent when the record has none, `unreadable` when its content is not a patch. */
  patch: z.optional(RecordedPatch),
  /** Resuming needs the patch typed again, because the record keeps it without its secrets. */
  isPatchMasked: z.boolean(),
  units: z.array(ChangedUnit),
  /** What the preview had besides; empty in records from before that was kept. */
  heldBack: z.array(HeldBackUnit),
  /** Units that the patch did not change, beyond those that are named. */
  moreUnchanged: z.int(),
  /** What asked for approvals when units were written; absent where the record does not say. */
  rules: z.exactOptional(z.array(z.extend(AppliedRule, { units: z.int() }))),
  /** Written units of which the record says no rule, though it says those of others. */
  withoutRule: z.exactOptional(z.int()),
  /** It continues a record that was a proposal; absent where that is not known, or nothing is continued or left. */
  isOfProposal: z.exactOptional(z.boolean()),
  written: z.int(),
  notWritten: z.int(),
  /** Changes that undo this one, and those that continue it. */
  undoneBy: z.array(ChangeSummary),
  continuedBy: z.array(ChangeSummary),
  /** Changes that take up units of it that others had changed; absent where it was no proposal. */
  anewBy: z.exactOptional(z.array(ChangeSummary)),
})
export type ChangeRecord = z.infer<typeof ChangeRecord>

/** `41 of 42 units written`, from the counts that the commit left; absent if it was interrupted. */
export function plannedAndWritten({ counts, planned }: Pick<ChangeSummary, 'counts' | 'planned'>): {
  planned: number
  written: number | undefined
} {
  return { planned, written: counts === undefined ? undefined : writtenOf(counts) }
}

export function writtenOf(counts: ChangeCounts): number {
  return (counts.written ?? 0) + (counts['already-written'] ?? 0)
}
