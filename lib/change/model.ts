import type { PathChange } from '#lib/config/compare/path-change.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'

/** What to do to each selected unit. */
export type Patch =
  | DocumentPatch
  /** Any mutating ConfigHub function, run by the server with `dry_run` (contract 3, 9). */
  | {
      readonly kind: 'function'
      readonly name: string
      readonly arguments: readonly { name: string; value: string | number | boolean }[]
    }
  /** Back to a revision reference (contract 4.4): `Before:Tag:<id>` undoes a change, a number restores one unit. */
  | { readonly kind: 'restore'; readonly to: string }

/** Which units. Both forms are frozen to ids and heads by the preview. */
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
  /** TagID of a change whose patch this has to be: its record holds it without secrets, so it was typed again. */
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
}

/** Why a change is written only when someone says that it is meant. */
export const concernKinds = [
  'unknown-field',
  /** A number became a text, or what the kind wants as a number is none. */
  'type',
  /** Another rule of the kind: a required field is gone, a value is none of those allowed. */
  'schema',
  /** `apiVersion`, `kind`, `metadata.name` or `metadata.namespace`. */
  'identity',
  'deletes-resource',
  'adds-resource',
  'removes-section',
  /** A container, or the like, that nothing in this document was called before: often a misspelled name. */
  'new-element',
  /** No replicas are left, or a job is suspended. */
  'stops-workload',
  'negative',
  /** The result is not YAML any more. */
  'unreadable',
] as const
export type ConcernKind = (typeof concernKinds)[number]

/** One thing about a change that a person has to consent to. Tells places and numbers of replicas, never other values. */
export type Concern = {
  readonly kind: ConcernKind
  /** Goes on after "Needs your consent: ", the same for all units to which the same happens. */
  readonly text: string
}

export type PreviewRow = FrozenUnit &
  RowResult & {
    /** Why ConfigHub would refuse to write what changes, in its words; such a unit is shown and never written. */
    readonly refusal?: string
  }

/** What the patch does to one unit: everything of a row that follows from documents. */
export type RowResult =
  | {
      readonly status: 'change'
      /** SHA-256 hex of the resulting document. */
      readonly resultHash: string
      /** With the values that may be shown. */
      readonly changes: readonly PathChange[]
      /** Places that differ but are too many to be told; rows of equal digest differ there in the same way. */
      readonly omitted?: { readonly count: number; readonly digest: string }
      /** The unit differs from its upstream exactly where this patch writes: a local override. */
      readonly override: boolean
      /** Undo or restore of a unit that moved on: merged three-way instead of put back byte for byte. */
      readonly merged: boolean
      readonly concerns: readonly Concern[]
    }
  | { readonly status: 'unchanged' }
  /** The patch found nothing to apply to in this document. */
  | { readonly status: 'no-match'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

/** NDJSON lines of `POST /api/previews`, in this order: one `start`, many `row`, one `done` or `error`. */
export type PreviewEvent =
  | { readonly event: 'start'; readonly total: number }
  | { readonly event: 'row'; readonly row: PreviewRow }
  | {
      readonly event: 'done'
      readonly seal: string
      readonly sealHash: string
      readonly expiresAt: string
      /** Units of which ConfigHub could not say in advance whether it takes the write. */
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
  /** Units of the seal that are left out on purpose. */
  readonly excludedUnitIds: readonly string[]
  /** Units that are left out unless they are named here: local overrides, and those that need consent. */
  readonly includedUnitIds?: readonly string[]
  /** Why what needs consent is meant; kept with the reason of the change. */
  readonly consentReason?: string
  /** Space the change record (a Tag) lives in; absent when going on with `tagId`. */
  readonly recordSpaceId?: string
  /** Going on with one's own change that was cut off, under its record. */
  readonly tagId?: string
  /** With `recordSpaceId`: the new record says that it goes on with the change of this Tag. */
  readonly continues?: string
}

export type Outcome = FrozenUnit &
  (
    | { readonly status: 'written'; readonly revisionNum: number }
    /** By this change before; its revision has the sealed hash, and it is the head. */
    | { readonly status: 'already-written'; readonly revisionNum: number }
    /** The head has the sealed hash, written by something else: there was nothing left to do. */
    | { readonly status: 'already-so'; readonly revisionNum: number }
    /** Someone else changed the unit after the preview; nothing was written. */
    | { readonly status: 'moved'; readonly headRevisionNum?: number; readonly reason: string }
    /** The query no longer selects the unit; nothing was written. */
    | { readonly status: 'left-query' }
    | { readonly status: 'refused'; readonly reason: string; readonly requestId?: string }
    /** No answer: it may or may not have been written. Read the unit again before trying again. */
    | { readonly status: 'unknown'; readonly reason: string }
  )

/** NDJSON lines of `POST /api/changes`. */
export type CommitEvent =
  | { readonly event: 'start'; readonly tagId: string; readonly spaceId: string; readonly total: number }
  /** Units that match the query now but were not in the preview; they are not written. */
  | {
      readonly event: 'drift'
      readonly newMatches: readonly { UnitID: string; Slug: string; SpaceSlug: string }[]
    }
  | { readonly event: 'outcome'; readonly outcome: Outcome }
  | { readonly event: 'done'; readonly written: number; readonly notWritten: number }
  | {
      readonly event: 'error'
      readonly message: string
      /** `nothing-to-write`: every unit moved, or is so already; no record was made. */
      readonly code: CommitRefusal | 'hub'
      /** What the hub answered; decides what to advise. */
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
  'text-deceptive',
  'record-space-missing',
  /** A unit that needs consent is neither excluded nor included, or nobody said why it is meant. */
  'consent-missing',
  'excluded-unknown',
  'nothing-to-write',
] as const
export type CommitRefusal = (typeof commitRefusals)[number]
