import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { TakenCases } from '#lib/config/patch/field-cases.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'

/** Any mutating ConfigHub function, run by the server with `dry_run` (contract 3, 9). */
export type FunctionPatch = {
  readonly kind: 'function'
  readonly name: string
  readonly arguments: readonly { name: string; value: string | number | bigint | boolean }[]
}

/** What can be one of several patches. */
export type StepPatch = DocumentPatch | FunctionPatch

/** What is done to one field of the metadata of each unit; `null` takes it away. */
export type MetadataEdit =
  | { readonly field: 'Labels' | 'Annotations'; readonly key: string; readonly value: string | null }
  | { readonly field: 'DeleteGates'; readonly key: string; readonly value: true | null }
  | { readonly field: 'DisplayName'; readonly value: string | null }
  /** A TargetID. */
  | { readonly field: 'TargetID'; readonly value: string | null }

/** Fields of the metadata of a unit by their place, such as `Labels.Tier`; `null` where it has none. */
export type MetadataValues = Readonly<Record<string, string | boolean | null>>

/** What a change makes of the metadata of one unit: the places that differ, and no others. */
export type MetadataChange = { readonly before: MetadataValues; readonly after: MetadataValues }

/** What to do to each selected unit. */
export type Patch =
  | StepPatch
  /** Labels and other fields beside the document. It makes no revision, so it is never one of several patches. */
  | { readonly kind: 'metadata'; readonly edits: readonly MetadataEdit[] }
  /** Puts back what a change of metadata found, where what it wrote still stands. */
  | { readonly kind: 'undo-metadata'; readonly tagId: string }
  /** One after the other, each on what those before it made of the document. */
  | { readonly kind: 'sequence'; readonly steps: readonly StepPatch[] }
  /** The whole new text of one unit, typed from its head as a person saw it: with its secrets masked (decision 0039). */
  | { readonly kind: 'document'; readonly text: string; readonly base: DocumentBase }
  /** Back to a revision reference (contract 4.4): `Before:Tag:<id>` undoes a change, a number restores one unit. */
  | { readonly kind: 'restore'; readonly to: string }

/** The head that a text was made from. */
export type DocumentBase = Pick<FrozenUnit, 'UnitID' | 'HeadRevisionNum' | 'DataHash'>

/** Which units. The preview freezes either form to ids and heads. */
export type Selection =
  | {
      readonly kind: 'query'
      readonly where: string
      readonly whereData?: string
      readonly resourceType?: string
    }
  | { readonly kind: 'units'; readonly unitIds: readonly string[]; readonly where?: string }

/** Body of `POST /api/previews`. */
export type PreviewRequest = {
  readonly selection: Selection
  readonly patch: Patch
  /**
   * TagID of a change whose patch this one must equal: the record keeps the patch without its secrets, so they were
   * typed again.
   */
  readonly continuedTagId?: string
}

/** A unit as the preview froze it. */
export type FrozenUnit = {
  readonly UnitID: string
  readonly SpaceID: string
  readonly Slug: string
  readonly SpaceSlug: string
  readonly HeadRevisionNum: number
  /** SHA-256 hex of the document the patch was applied to. */
  readonly DataHash: string
  /** The format of the document; absent for Kubernetes/YAML. */
  readonly ToolchainType?: string
  /** Which cases of the patch are for it; absent for a patch without any. */
  readonly cases?: TakenCases
}

/** Why a change is written only with consent. */
export const concernKinds = [
  'unknown-field',
  /** A number became a string, or the kind requires a number and the value is not one. */
  'type',
  /** Another rule of the kind is broken: a required field is missing, or a value is not one of those allowed. */
  'schema',
  /** `apiVersion`, `kind`, `metadata.name` or `metadata.namespace`. */
  'identity',
  'deletes-resource',
  'adds-resource',
  'removes-section',
  /** A container or similar with a name that is new in this document: often a typo. */
  'new-element',
  /** No replicas are left, or a job is suspended. */
  'stops-workload',
  'negative',
  /** What keeps a unit from being deleted goes. */
  'removes-gate',
  /** Other Releases than before publish the unit. */
  'retargets',
  /** The result is no longer a document of its format. */
  'unreadable',
] as const
export type ConcernKind = (typeof concernKinds)[number]

/** One thing about a change that needs consent. Names places and numbers of replicas, never other values. */
export type Concern = {
  readonly kind: ConcernKind
  /** Completes the sentence "Needs your consent: …"; the same for all units with identical changes. */
  readonly text: string
}

export type PreviewRow = FrozenUnit &
  RowResult & {
    /** In a change of metadata, the Version of the unit that it was made from. */
    readonly version?: number
    /** Why ConfigHub would refuse to write the unit, in its own words. Such a unit is shown and never written. */
    readonly refusal?: string
  }

/** What the patch does to one unit, as far as it follows from documents. */
export type RowResult =
  | {
      readonly status: 'change'
      /** SHA-256 hex of the resulting document. */
      readonly resultHash: string
      /** With the values that may be shown. */
      readonly changes: readonly PathChange[]
      /** The changes that did not fit; in rows with the same digest they are identical. */
      readonly omitted?: { readonly count: number; readonly digest: string }
      /**
       * The unit differs from its upstream exactly where this patch writes: a local override. Absent until it is known,
       * and with it whether ConfigHub would refuse; a `checked` event says both.
       */
      readonly override?: boolean
      /** Undo or restore of a unit that changed since: merged three-way instead of restored byte for byte. */
      readonly merged: boolean
      readonly concerns: readonly Concern[]
      /** What a person should know and need not consent to: `` spec.debug: `on` was read as true ``. */
      readonly remarks?: readonly string[]
    }
  | { readonly status: 'unchanged' }
  /** The patch has nothing to apply to in this document. */
  | { readonly status: 'no-match'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

/** What is known of a row with changes only after it was shown: from its upstream, and from ConfigHub. */
export type RowCheck = { readonly UnitID: string } & (
  | { readonly override: boolean; readonly refusal?: string }
  /** Finding it out took too much, so the unit is not written. */
  | { readonly failure: string }
)

/**
 * NDJSON lines of `POST /api/previews`: one `start`, then many `row` and `checked`, each unit's `row` before its
 * `checked`, one `done` or `error`. At `done` every row with changes has been checked.
 */
export type PreviewEvent =
  | { readonly event: 'start'; readonly total: number }
  | { readonly event: 'row'; readonly row: PreviewRow }
  | { readonly event: 'checked'; readonly checks: readonly RowCheck[] }
  | {
      readonly event: 'done'
      readonly seal: string
      readonly sealHash: string
      readonly expiresAt: string
      /** How many units ConfigHub could not check in advance. */
      readonly unasked: number
    }
  | {
      readonly event: 'error'
      readonly message: string
      readonly requestId?: string
      readonly status?: number
    }

export type CommitRequest = {
  readonly seal: string
  readonly reason: string
  readonly ticket?: string
  /** Units of the seal that the person excluded. */
  readonly excludedUnitIds: readonly string[]
  /** Units that are written only when they are named here: local overrides, and those that need consent. */
  readonly includedUnitIds?: readonly string[]
  /** The reason for consent; kept with the reason of the change. */
  readonly consentReason?: string
  /** How many units are to be written, as the person typed it. */
  readonly confirmed?: number
  /** Space for the change record (a Tag); absent when `tagId` is resumed. */
  readonly recordSpaceId?: string
  /** The author's own interrupted change, to be resumed under its record. */
  readonly tagId?: string
  /** With `recordSpaceId`: the new record says that it continues the change of this Tag. */
  readonly continues?: string
  /** With `recordSpaceId`: the new record says that it takes up overtaken units of the proposal of this Tag. */
  readonly anew?: string
  /** The order in which a new change is written; each planned unit is in exactly one wave. Absent: all at once. */
  readonly waves?: readonly WaveRequest[]
  /** The wave to begin with, counted from 1; absent: the first that has something left. */
  readonly wave?: number
}

export type WaveRequest = {
  readonly name: string
  readonly unitIds: readonly string[]
  /** Whether a person decides, after this wave, about the next one. */
  readonly hold: boolean
}

export type Outcome = FrozenUnit &
  (
    | { readonly status: 'written'; readonly revisionNum: number }
    /** Written earlier by this change: its revision has the sealed hash and is the head. */
    | { readonly status: 'already-written'; readonly revisionNum: number }
    /** The head already has the sealed hash, written by something else. */
    | { readonly status: 'already-so'; readonly revisionNum: number }
    /** Someone else changed the unit after the preview; nothing was written. */
    | { readonly status: 'moved'; readonly headRevisionNum?: number; readonly reason: string }
    /** The query no longer selects the unit; nothing was written. */
    | { readonly status: 'left-query' }
    | { readonly status: 'refused'; readonly reason: string; readonly requestId?: string }
    /** No answer: the unit may or may not have been written. Read it before trying again. */
    | { readonly status: 'unknown'; readonly reason: string }
  )

/** NDJSON lines of `POST /api/changes`. The last is `done`, `held`, `stopped` or `error`. */
export type CommitEvent =
  /** `total` counts the units of the waves that are written now. */
  | { readonly event: 'start'; readonly tagId: string; readonly spaceId: string; readonly total: number }
  /** A wave begins; not told of a change that has none. */
  | { readonly event: 'wave'; readonly wave: number; readonly unitIds: readonly string[] }
  /** Units that match the query now but were not in the preview; they are not written. */
  | {
      readonly event: 'drift'
      readonly newMatches: readonly { UnitID: string; Slug: string; SpaceSlug: string }[]
    }
  | { readonly event: 'outcome'; readonly outcome: Outcome }
  | { readonly event: 'done'; readonly written: number; readonly notWritten: number }
  /** A person decides about the next wave. */
  | { readonly event: 'held'; readonly after: number; readonly written: number; readonly notWritten: number }
  /** What happened in a wave keeps the next one from being written; `ended`: someone decided so meanwhile. */
  | {
      readonly event: 'stopped'
      readonly wave: number
      readonly why: 'not-written' | 'checks' | 'unchecked' | 'ended'
      readonly units: number
      readonly written: number
      readonly notWritten: number
    }
  | {
      readonly event: 'error'
      readonly message: string
      /** `nothing-to-write`: every unit moved or needs no change; no record was made. */
      readonly code: CommitRefusal | 'hub'
      /** The HTTP status of the hub; determines the advice. */
      readonly status?: number
      readonly requestId?: string
    }

/** Why a whole commit is refused before anything is written (HTTP 4xx with `{ code, message }`). */
export const commitRefusals = [
  'seal-tampered',
  'seal-expired',
  'seal-other-author',
  'seal-other-hub',
  'reason-missing',
  'reason-too-long',
  /** A reason that says nothing: too short, one character, or what people type to get past a field. */
  'reason-senseless',
  'ticket-missing',
  'ticket-unfit',
  'text-deceptive',
  'record-space-missing',
  /** The policy names another Space for records. */
  'record-space-other',
  /** The number of units was to be typed. */
  'confirmation-missing',
  /** A unit that needs consent is neither excluded nor included, or the reason for consent is missing. */
  'consent-missing',
  'excluded-unknown',
  'nothing-to-write',
  /** The waves do not hold each unit exactly once. */
  'waves-unfit',
  /** What is to be written is not what the record says, or the record says nothing that can be relied on. */
  'other-change',
  'record-of-another',
  'record-not-proven',
  /** The result is not the proposed one: someone changed a unit since. */
  'proposal-outrun',
  /** Units that need the approval of another person have none that counts. */
  'approval-missing',
  /** The proposal was approved with other rows, another reason or ticket, or other waves. */
  'approval-other-rows',
  'approval-other-text',
  'approval-other-waves',
] as const
export type CommitRefusal = (typeof commitRefusals)[number]
