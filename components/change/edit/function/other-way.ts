import { type ChangeDraft, emptyDraft } from '#components/change/edit/draft.ts'
import { draftOfPatch } from '#components/change/edit/draft-of-patch.ts'
import { withCall } from '#components/change/edit/function/call-draft.ts'
import { openPlace } from '#components/change/edit/steps/draft-steps.ts'
import type { StepPatch } from '#lib/change/model.ts'

export type OtherWay = {
  readonly draft: ChangeDraft
  /** Something else was typed there. */
  readonly replaces: boolean
}

/** The draft with the same change as another kind of patch. Undefined for a function after other patches. */
export function otherWay(draft: ChangeDraft, patch: StepPatch): OtherWay | undefined {
  const { kind } = patch
  if (kind === 'function') {
    // What was typed for other functions stays.
    const call = withCall(draft.call, patch)
    return openPlace(draft) > 0 ? undefined : { draft: { ...draft, kind, call }, replaces: false }
  }
  const part = kind === 'set-fields' ? 'fields' : kind
  const made = draftOfPatch(patch)[part]
  const typed = contentOf(draft, kind)
  // The same is there from before, with its resources.
  if (typed === contentOf({ ...draft, [part]: made }, kind))
    return { draft: { ...draft, kind }, replaces: false }
  return { draft: { ...draft, kind, [part]: made }, replaces: typed !== contentOf(emptyDraft, kind) }
}

/** What is typed for a kind of patch, without the resources that it is for. */
function contentOf(draft: ChangeDraft, kind: Exclude<StepPatch['kind'], 'function'>): string {
  if (kind !== 'set-fields') return draft[kind].text
  return JSON.stringify(draft.fields.rows.map(({ path, text, how, cases }) => [path, text, how, cases]))
}
