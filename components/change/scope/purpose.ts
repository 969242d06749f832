import type { ResumeMode } from '#components/change/scope/resume-mode.ts'
import type { Scope } from '#components/change/scope/scope.ts'
import { scopeKey } from '#components/change/scope/scope-key.ts'
import { withoutConsent } from '#lib/change/consent/consent-text.ts'
import type { Patch } from '#lib/change/model.ts'
import { isOpenProposal } from '#lib/change/proposal/proposal-state.ts'
import type { ChangeRecord } from '#lib/change/record/change-record.ts'
import { isGenuine } from '#lib/change/record/proof-schema.ts'

/** Why the change page is open: to edit, or to write something that is already decided. */
export type Purpose =
  | {
      readonly kind: 'edit'
      /** Another change, whose patch is taken up as it is or edited: of a proposal that others overtook, or for other units. */
      readonly from?: Overtaken
    }
  | { readonly kind: 'undo'; readonly record: ChangeRecord; readonly patch: Patch }
  | {
      readonly kind: 'resume'
      readonly record: ChangeRecord
      readonly patch: Patch
      /** The patch had secrets that are masked in the record and must be typed again. */
      readonly isPatchMasked: boolean
      readonly way: ResumeMode
      /** Those of its waves that are written; absent when it has none, or when the first that is left decides. */
      readonly waves?: { readonly from: number; readonly to: number }
    }
  | {
      readonly kind: 'restore'
      readonly unitId: string
      readonly revisionNum: number
      readonly patch: Patch
    }

type Overtaken = Pick<ChangeRecord, 'TagID' | 'reason' | 'ticket'> & {
  readonly patch: Patch
  /** Its units are those of a proposal that others changed since. */
  readonly isAnew?: boolean
}

/** What others changed of a proposal, to be taken up anew. Nothing is said of a record that is not the signed one. */
export function takingUp(
  { TagID, reason, ticket, proof }: Pick<ChangeRecord, 'TagID' | 'reason' | 'ticket' | 'proof'>,
  patch: Patch,
): Purpose {
  const from = { TagID, patch, reason: withoutConsent(reason), ticket, isAnew: isGenuine(proof) }
  return { kind: 'edit', from }
}

/** Whether the patch is entered here, or given by the purpose. */
export function isTyped(purpose: Purpose): boolean {
  return purpose.kind === 'edit' || (purpose.kind === 'resume' && purpose.isPatchMasked)
}

/** A draft belongs to one purpose and one scope. It must never appear in a change of other units. */
export function draftKeyOf(purpose: Purpose, scope: Scope): string {
  switch (purpose.kind) {
    case 'edit':
      return `hubdeck.change-draft.${editKeyOf(purpose.from, scope)}`
    case 'undo':
    case 'resume':
      return `hubdeck.change-draft.${purpose.kind}.${purpose.record.TagID}`
    case 'restore':
      return `hubdeck.change-draft.restore.${purpose.unitId}.${purpose.revisionNum}`
    default:
      return purpose satisfies never
  }
}

function editKeyOf(from: Overtaken | undefined, scope: Scope): string {
  if (from === undefined) return scopeKey(scope)
  // The units of an overtaken proposal are those that changed, which may become more.
  return scope.kind === 'units' ? `again.${from.TagID}` : `use.${from.TagID}.${scopeKey(scope)}`
}

export function titleOf(purpose: Purpose): string {
  switch (purpose.kind) {
    case 'edit':
      return 'New change'
    case 'undo':
      return 'Undo a change'
    case 'resume':
      return isOpenProposal(purpose.record) ? 'A proposal' : 'Resume a change'
    case 'restore':
      return `Restore revision ${purpose.revisionNum}`
    default:
      return purpose satisfies never
  }
}
