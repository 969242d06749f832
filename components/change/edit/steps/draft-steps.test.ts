import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChangeDraft, emptyDraft, type PatchReading, readDraft } from '#components/change/edit/draft.ts'
import { draftOfPatch } from '#components/change/edit/draft-of-patch.ts'
import { keptDraft } from '#components/change/edit/kept-draft.ts'
import {
  draftSteps,
  openPlace,
  withMoved,
  withOpen,
  withoutStep,
  withStep,
} from '#components/change/edit/steps/draft-steps.ts'
import { readSteps } from '#components/change/edit/steps/read-steps.ts'
import type { Patch } from '#lib/change/model.ts'

const merge = (text: string): ChangeDraft => ({
  ...emptyDraft,
  kind: 'merge',
  merge: { text, resourceType: '', resourceName: '' },
  reason: 'why',
})
const textsIn = (draft: ChangeDraft) => draftSteps(draft).map(({ merge }) => merge.text)
const type = (draft: ChangeDraft, text: string): ChangeDraft => ({
  ...draft,
  kind: 'merge',
  merge: { ...draft.merge, text },
})
const three = type(withStep(type(withStep(merge('a: 1')), 'b: 2')), 'c: 3')
const readingOf = (draft: ChangeDraft): PatchReading =>
  readSteps(draftSteps(draft), openPlace(draft), (step) => ({
    reading: readDraft(step, []),
    aim: { kind: 'given' },
  })).reading

describe('the patches of a draft', () => {
  it('begin with what was typed, and a new one is open and empty', () => {
    const two = withStep(merge('a: 1'))
    expect(textsIn(two)).toEqual(['a: 1', ''])
    expect([openPlace(two), two.merge.text, two.reason]).toEqual([1, '', 'why'])
  })

  it('can be opened, moved and removed, and the open one stays open', () => {
    expect(textsIn(three)).toEqual(['a: 1', 'b: 2', 'c: 3'])
    const first = withOpen(three, 0)
    expect(first.merge.text).toBe('a: 1')
    const moved = withMoved(first, 2, 0)
    expect([textsIn(moved), openPlace(moved)]).toEqual([['c: 3', 'a: 1', 'b: 2'], 1])
    expect(withMoved(first, 0, -1)).toBe(first)
    const left = withoutStep(moved, 0)
    expect([textsIn(left), openPlace(left), left.merge.text]).toEqual([['a: 1', 'b: 2'], 0, 'a: 1'])
    expect(withoutStep(withoutStep(three, 2), 0)).toMatchObject({ merge: { text: 'b: 2' } })
  })

  it('are one patch again when one is left', () => {
    expect(withoutStep(withStep(merge('a: 1')), 1)).toEqual(merge('a: 1'))
  })

  it('lose nothing of what was typed, however they are opened and moved', () => {
    const acts = fc.array(fc.tuple(fc.boolean(), fc.nat(2), fc.nat(2)), { maxLength: 12 })
    fc.assert(
      fc.property(acts, (all) => {
        const draft = all.reduce(
          (now, [opens, from, to]) => (opens ? withOpen(now, from) : withMoved(now, from, to)),
          three,
        )
        expect(textsIn(draft).toSorted()).toEqual(textsIn(three))
        expect(draft.merge.text).toBe(draftSteps(draft)[openPlace(draft)]?.merge.text)
        expect(ChangeDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
      }),
    )
  })

  it('are read as a sequence in their order', () => {
    const patch: Patch = {
      kind: 'sequence',
      steps: [
        { kind: 'merge', text: 'a: 1' },
        { kind: 'set-fields', resourceType: 'v1/X', fields: [{ path: 'a', value: 2 }] },
      ],
    }
    expect(readingOf(draftOfPatch(patch))).toEqual({ ok: true, patch })
    expect(readingOf(withMoved(draftOfPatch(patch), 0, 1))).toMatchObject({
      patch: { steps: patch.steps.toReversed() },
    })
  })

  it('say which of them is missing or wrong', () => {
    expect(readingOf(withStep(merge('a: 1')))).toMatchObject({
      isEmpty: true,
      error: { message: 'Step 2: Name the field to set' },
    })
    const broken = readingOf(withOpen(type(three, 'c: ['), 0))
    expect(broken).toMatchObject({ isEmpty: false, error: { message: expect.stringMatching(/^Step 3: /) } })
    expect(broken).not.toHaveProperty('error.line')
  })

  it('are kept by storage without their secrets', () => {
    const secret = 'tuesday-horse-4711'
    const draft = withStep(merge(`kind: Secret\nstringData:\n  a: ${secret}\n`))
    const kept = keptDraft(draft)
    expect(JSON.stringify(kept)).not.toContain(secret)
    expect(draftSteps(kept).map(({ id }) => id)).toEqual(draftSteps(draft).map(({ id }) => id))
  })
})
