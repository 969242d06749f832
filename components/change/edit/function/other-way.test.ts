import { expect, it } from 'vitest'
import { emptyDraft } from '#components/change/edit/draft.ts'
import { emptyField } from '#components/change/edit/field-value.ts'
import { withFunction } from '#components/change/edit/function/call-draft.ts'
import { otherWay } from '#components/change/edit/function/other-way.ts'
import { withStep } from '#components/change/edit/steps/draft-steps.ts'
import type { FunctionPatch } from '#lib/change/model.ts'

const replicas = (count: number): FunctionPatch => ({
  kind: 'function',
  name: 'set-replicas',
  arguments: [{ name: 'replicas', value: count }],
})
const field = (value: number) => ({
  kind: 'set-fields' as const,
  fields: [{ path: 'spec.replicas', value }],
})
const typed = {
  ...emptyDraft,
  fields: {
    resourceType: 'apps/v1/Deployment',
    resourceName: '',
    rows: [{ ...emptyField('1'), path: 'spec.replicas', text: '5' }],
  },
}

it('goes to a function and back, and the fields are as they were typed', () => {
  const there = otherWay(typed, replicas(5))
  expect(there?.draft.call).toEqual({ name: 'set-replicas', values: { replicas: '5' } })
  const back = there && otherWay(there.draft, field(5))
  expect(back).toEqual({ draft: { ...there?.draft, kind: 'set-fields' }, replaces: false })
})

it('says when something else that was typed is replaced', () => {
  expect(otherWay(typed, field(6))).toMatchObject({ replaces: true })
  expect(otherWay(emptyDraft, field(6))).toMatchObject({ replaces: false })
})

it('keeps what was typed for other functions', () => {
  const call = { name: 'set-label', values: { 'label-key': 'team' } }
  const there = otherWay({ ...emptyDraft, call }, replicas(5))
  expect(there && withFunction(there.draft.call, 'set-label')).toMatchObject(call)
})

it('offers no function after another patch', () => {
  expect(otherWay(withStep(typed), replicas(5))).toBeUndefined()
  expect(otherWay(withStep(typed), field(5))).toBeDefined()
})
