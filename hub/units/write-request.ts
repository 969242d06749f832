import type { Kysely, Selectable } from 'kysely'
import type { Caller } from '#hub/access/caller.ts'
import type { MutationConflict, WithheldChange } from '#hub/sources/conflicts.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import type { Tables, UnitTable } from '#hub/store/tables.ts'
import type { JsonMap } from '#lib/base/json.ts'

export type UnitRow = Selectable<UnitTable>

/** What a Mutation records about its change (contract 4.5). */
export type MutationDraft = {
  readonly FunctionInvocation?: Readonly<Record<string, unknown>>
  readonly RestoredRevisionNum?: number
  readonly UpgradedFromUpstreamRevisionNum?: number
  readonly MergeSourceID?: string | null
  readonly MergeBaseRevisionNum?: number
  readonly MergeEndRevisionNum?: number
  readonly InvocationID?: string | null
  readonly InvocationParams?: JsonMap | undefined
  readonly TriggerID?: string | null
  readonly LinkID?: string | null
  readonly ProvidedPath?: string | undefined
  readonly ProvidedResource?: Readonly<Record<string, unknown>> | undefined
  readonly ReplayOutcome?: string
  readonly ReplayReason?: string
  /** The document after this change; needed where one write makes several. */
  readonly text?: string
}

export type UnitWrite = {
  readonly spaceId: string
  readonly unitId: string
  readonly caller: Caller
  readonly userAgent: string
  readonly source: string
  readonly description: string
  readonly dryRun: boolean
  /** The result, computed from the head while nobody else can change it. */
  readonly produce: (before: string, unit: UnitRow, db: Kysely<Tables>) => Produced | Promise<Produced>
  /** The DataHash that the caller has seen; with another head the write is a 409. */
  readonly ifMatch?: string | undefined
  readonly tag?: string | undefined
  readonly changeSetId?: string | undefined
  /** Marks every path written as a local override. */
  readonly protect?: boolean
  readonly subgroup?: string
  /** Everything is stored and then rolled back by the caller; only the ChangeSet is not checked. */
  readonly rehearsal?: boolean
  /** The write of a Trigger, whose run validates the result itself. */
  readonly byTrigger?: boolean
}

export type Produced = {
  readonly text: string
  readonly mutations: readonly MutationDraft[]
  /** Columns of the Unit that change with the document, or on their own. */
  readonly columns?: Readonly<Record<string, unknown>>
  /** The changes that a merge withheld; undefined for any other write. */
  readonly conflicts?: readonly MutationConflict[]
  /** Makes a revision even with unchanged data: opening a ChangeSet, setting protection. */
  readonly revise?: boolean
  /** The mutation sources after it, where they change without the data. */
  readonly sources?: (before: MutationSources, mutationNum: number) => MutationSources
}

/** A Unit after an operation, and its document before and after it. */
type Outcome = { readonly unit: UnitRow; readonly before: string; readonly text: string }

export type Written = Outcome & { readonly changed: boolean }

/** The result of an operation of a unit PATCH; `withheld` = what a merge could not do. */
export type Operated = Outcome & { readonly withheld?: readonly WithheldChange[] }
