import { type ChangeDraft, emptyDraft, type StepDraft } from '#components/change/edit/draft.ts'

/** The patches of a draft, in order; a draft with one has no others around it. */
export function draftSteps(draft: ChangeDraft): readonly StepDraft[] {
  const { openId = '1', before = [], after = [] } = draft.steps ?? {}
  return [...before, { id: openId, ...typedIn(draft) }, ...after]
}

/** Which of them is open, by its place. */
export function openPlace({ steps }: ChangeDraft): number {
  return steps?.before.length ?? 0
}

export function withStep(draft: ChangeDraft): ChangeDraft {
  const steps = draftSteps(draft)
  return withSteps(draft, [...steps, { id: crypto.randomUUID(), ...typedIn(emptyDraft) }], steps.length)
}

export function withoutStep(draft: ChangeDraft, place: number): ChangeDraft {
  const open = openPlace(draft)
  const left = draftSteps(draft).toSpliced(place, 1)
  return withSteps(draft, left, Math.min(open > place ? open - 1 : open, left.length - 1))
}

export function withOpen(draft: ChangeDraft, place: number): ChangeDraft {
  return withSteps(draft, draftSteps(draft), place)
}

/** The open one stays open, wherever it is then. */
export function withMoved(draft: ChangeDraft, from: number, to: number): ChangeDraft {
  const steps = draftSteps(draft)
  const moved = steps[from]
  if (moved === undefined || to < 0 || to >= steps.length) return draft
  const order = steps.toSpliced(from, 1).toSpliced(to, 0, moved)
  return withSteps(draft, order, order.indexOf(steps[openPlace(draft)] ?? moved))
}

export function withSteps(draft: ChangeDraft, steps: readonly StepDraft[], open: number): ChangeDraft {
  const shown = steps[open]
  if (shown === undefined) return draft
  const { steps: _, ...rest } = draft
  const opened = { ...rest, ...typedIn(shown) }
  if (steps.length === 1) return opened
  const around = { openId: shown.id, before: steps.slice(0, open), after: steps.slice(open + 1) }
  return { ...opened, steps: around }
}

/** What was typed for one patch. */
export function typedIn({ kind, fields, merge, json, call }: Omit<StepDraft, 'id'>): Omit<StepDraft, 'id'> {
  return { kind, fields, merge, json, call }
}
