import { describe, expect, it } from 'vitest'
import { type ChangeDraft, emptyDraft } from '#components/change/edit/draft.ts'
import { emptyField } from '#components/change/edit/field-value.ts'
import { keptDraft } from '#components/change/edit/kept-draft.ts'

const password = 'tuesday-horse-4711'

const fields = (resourceType: string, path: string, text: string): Partial<ChangeDraft> => ({
  fields: { resourceType, resourceName: '', rows: [{ ...emptyField('1'), path, text }] },
})
const text = (content: string, resourceType = '') => ({ text: content, resourceType, resourceName: '' })

const base = { UnitID: 'u', HeadRevisionNum: 3, DataHash: 'h' }
const document = (content: string) => ({ text: content, base })

it('a whole document keeps the masks of its head as they are, so that their lines are still known', () => {
  const shown = 'kind: Secret\nstringData:\n  a: ••••••••x7k2p\n  b: ••••••••\nmetadata: {name: a}\n'
  expect(keptDraft({ ...emptyDraft, document: document(shown) }).document?.text).toBe(shown)
})

describe('what storage keeps of a draft', () => {
  it.each<[string, Partial<ChangeDraft>]>([
    ['a field of a Secret', fields('v1/Secret', 'data.a', password)],
    ['a field with a telling name', fields('', 'spec.dbPassword', password)],
    ['a variable with a telling name', fields('', 'spec.env.?name=DB_PASSWORD.value', password)],
    ['an address with a password', fields('', 'spec.url', `postgres://a:${password}@db/x`)],
    ['a value that is JSON', fields('v1/Secret', 'stringData', `{"a": "${password}"}`)],
    [
      'a case of a field',
      {
        fields: {
          resourceType: 'v1/Secret',
          resourceName: '',
          rows: [
            {
              ...{ ...emptyField('1'), path: 'data.a' },
              cases: [{ id: '1', column: 'Region', matches: 'eu-*', text: password }],
            },
          ],
        },
      },
    ],
    ['a merge patch', { merge: text(`kind: Secret\nstringData:\n  a: ${password}\n`) }],
    ['a merge patch that is not finished', { merge: text(`password: ${password}\nspec: [`) }],
    [
      'a JSON Patch for Secrets',
      { json: text(`[{"op": "add", "path": "/data/a", "value": "${password}"}]`, 'v1/Secret') },
    ],
    [
      'a JSON Patch that is not finished',
      { json: text(`[{"op": "add", "path": "/spec/password", "value": "${password}"`) },
    ],
    [
      'a JSON Patch whose path comes last',
      { json: text(`[{"value": "${password}", "path": "/spec/password"}, {"op"`) },
    ],
    ['a whole document', { document: document(`kind: Secret\nstringData:\n  a: ${password}\n`) }],
    ['a whole document that is not finished', { document: document(`password: ${password}\nspec: [`) }],
    [
      'arguments of a function',
      { call: { name: 'set-env-var', values: { 'env-var': 'DB_PASSWORD', 'env-value': password } } },
    ],
    [
      'a repeated argument of a function',
      { call: { name: 'set-env', values: { 'env-key-value': ['A=1', `DB_PASSWORD=${password}`] } } },
    ],
    [
      'what was typed before for another function',
      {
        call: {
          name: 'set-replicas',
          values: {},
          earlier: { 'set-env-var': { 'env-var': 'DB_PASSWORD', 'env-value': password } },
        },
      },
    ],
  ])('does not include the secret in %s', (_, typed) => {
    const kept = JSON.stringify(keptDraft({ ...emptyDraft, ...typed }))

    expect(kept).not.toMatch(/tuesday|horse|4711/)
    expect(kept).toContain('••••••••')
  })

  it('is everything but secrets in an unfinished JSON Patch', () => {
    const typed = text(
      '[{"op": "add", "path": "/spec/replicas", "value": 3}, {"op": "test", "path": "/spec/x"',
    )

    expect(keptDraft({ ...emptyDraft, json: typed }).json).toEqual(typed)
  })

  it('is everything else as entered', () => {
    const draft: ChangeDraft = {
      ...emptyDraft,
      ...fields('apps/v1/Deployment', 'spec.replicas', '5'),
      kind: 'merge',
      merge: text('spec:\n  replicas: 3 # five\n', 'apps/v1/Deployment'),
      json: text('[{"op": "add", "path": "/spec/replicas", "value": 3}]'),
      call: {
        name: 'set-replicas',
        values: { replicas: '3', 'env-key-value': ['A=1', 'B=2'] },
        earlier: { 'set-label': { 'label-key': 'team' } },
      },
      reason: 'Opening auction',
      excluded: ['u1'],
    }

    expect(keptDraft(draft)).toEqual(draft)
  })
})
