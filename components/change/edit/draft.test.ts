import { describe, expect, it } from 'vitest'
import { ChangeDraft, emptyDraft, patchKinds, readDraft } from '#components/change/edit/draft.ts'
import { emptyField } from '#components/change/edit/field-value.ts'
import { choices } from '#lib/url/search-params.ts'

const replicas = { ...emptyField('1'), path: ' spec.replicas ', text: '5', type: 'number' as const }

describe('readDraft', () => {
  it('reads fields with their types and leaves out lines without a path', () => {
    const draft: ChangeDraft = {
      ...emptyDraft,
      fields: { resourceType: 'apps/v1/Deployment', resourceName: '', rows: [replicas, emptyField('2')] },
    }

    expect(readDraft(draft, [])).toEqual({
      ok: true,
      patch: {
        kind: 'set-fields',
        resourceType: 'apps/v1/Deployment',
        fields: [{ path: 'spec.replicas', value: 5 }],
      },
    })
  })

  it.each(['set-fields', 'merge', 'json', 'function'] as const)(
    'an untouched %s is missing, not wrong',
    (kind) => {
      expect(readDraft({ ...emptyDraft, kind }, [])).toMatchObject({ ok: false, isEmpty: true })
    },
  )

  it('says where a patch that is not YAML goes wrong', () => {
    const draft: ChangeDraft = {
      ...emptyDraft,
      kind: 'merge',
      merge: { ...emptyDraft.merge, text: 'spec:\n  replicas: [5\n' },
    }

    expect(readDraft(draft, [])).toMatchObject({
      ok: false,
      isEmpty: false,
      error: { line: expect.any(Number) },
    })
  })

  it('refuses a function that the hub does not have', () => {
    const draft: ChangeDraft = { ...emptyDraft, kind: 'function', call: { name: 'set-all', values: {} } }
    expect(readDraft(draft, [])).toMatchObject({ ok: false, isEmpty: false })
  })
})

it('an address may ask for every kind of patch', () => {
  expect(choices.patch.toSorted()).toEqual([...patchKinds, 'restore'].toSorted())
})

it('a draft reads back from storage as it was', () => {
  const draft: ChangeDraft = { ...emptyDraft, reason: 'why', excluded: ['a'] }
  expect(ChangeDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
})
