import { describe, expect, it } from 'vitest'
import { ChangeDraft, emptyDraft, patchKinds, readDraft } from '#components/change/edit/draft.ts'
import { emptyField } from '#components/change/edit/field-value.ts'
import { choices } from '#lib/url/search-params.ts'

const base = { UnitID: 'u', HeadRevisionNum: 3, DataHash: 'h' }
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

  it.each(['set-fields', 'merge', 'json', 'function', 'document'] as const)(
    'an untouched %s is missing, not wrong',
    (kind) => {
      expect(readDraft({ ...emptyDraft, kind }, [])).toMatchObject({ ok: false, isEmpty: true })
    },
  )

  it.each([
    ['', '', '', true, 'Case 1: Name a column'],
    ['Region', '', '5', true, 'Case 1: Name the values of Region'],
    ['Regoin', 'eu', '5', false, 'Regoin is no column'],
    ['Region', 'eu', '', true, 'Case 1: Type a number'],
    ['Region', 'eu', 'five', false, 'Case 1: "five" is not a number'],
  ])('says what is missing or wrong in a case: %j %j %j', (column, matches, text, isEmpty, message) => {
    const row = { ...replicas, cases: [{ id: '1', column, matches, text }] }
    const fields = { ...emptyDraft.fields, rows: [row] }

    expect(readDraft({ ...emptyDraft, fields }, [])).toMatchObject({
      ok: false,
      isEmpty,
      error: { message: expect.stringContaining(message) },
    })
  })

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

  it('holds a document to the rules of its format, and says where it breaks them', () => {
    const draft = (text: string): ChangeDraft => ({
      ...emptyDraft,
      kind: 'document',
      document: { text, base },
    })
    const broken = 'server: [\nport = 80\n'
    expect(readDraft(draft(broken), [])).toMatchObject({ ok: false, error: { line: expect.any(Number) } })
    expect(readDraft(draft(broken), [], 'AppConfig/TOML')).toMatchObject({ ok: false })
    expect(readDraft(draft(broken), [], 'AppConfig/Text')).toMatchObject({ ok: true })
    expect(readDraft(draft(' \n'), [])).toMatchObject({ ok: false, isEmpty: false })
    expect(readDraft(draft('a'.repeat(262_145)), [])).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('262,144') },
    })
  })

  it('leaves a document to the preview that cannot be read without its masked numbers', () => {
    const read = (text: string, toolchain: string) =>
      readDraft({ ...emptyDraft, kind: 'document', document: { text, base } }, [], toolchain)
    expect(read('pin = ••••••••\n', 'AppConfig/TOML')).toMatchObject({ ok: true })
    expect(read('pin = ••••••••\nport: [\n', 'Kubernetes/YAML')).toMatchObject({ ok: false })
    expect(read('port = [\n', 'AppConfig/TOML')).toMatchObject({ ok: false })
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
