import { describe, expect, it } from 'vitest'
import { editsProblem } from '#lib/change/metadata/problems.ts'
import type { MetadataEdit } from '#lib/change/model.ts'

const label = (key: string, value: string | null): MetadataEdit => ({ field: 'Labels', key, value })

describe('edits of metadata', () => {
  it.each<[string, MetadataEdit, RegExp]>([
    ['a key that begins with a hyphen', label('-tier', 'x'), /key/],
    ['a key with a space', label('my tier', 'x'), /key/],
    ['an empty key', label('', 'x'), /key/],
    ['a key of 129 characters', label('k'.repeat(129), 'x'), /at most 128/],
    ['a label with a quote', label('Tier', "it's"), /ASCII letters/],
    ['a label with a line break', label('Tier', 'a\nb'), /ASCII letters/],
    ['a label with an umlaut', label('Tier', 'größe'), /ASCII letters/],
    ['a label with a space at its end', label('Tier', 'gold '), /with a space/],
    ['a label of 129 characters', label('Tier', 'v'.repeat(129)), /at most 128/],
    ['an annotation of 1,025', { field: 'Annotations', key: 'a', value: 'v'.repeat(1025) }, /1,024/],
    ['half a character', { field: 'Annotations', key: 'a', value: '\ud83d' }, /half a character/],
    ['an empty display name', { field: 'DisplayName', value: '' }, /remove/],
    [
      'a secret by its key',
      { field: 'Annotations', key: 'team.example/db-password', value: 'hunter2' },
      /secret/,
    ],
    ['a secret', { field: 'Annotations', key: 'a', value: 'password=hunter2-4711-tuesday' }, /secret/],
  ])('%s is refused', (_, edit, message) => {
    expect(editsProblem([label('ok', 'fine'), edit])).toMatchObject({
      at: 1,
      message: expect.stringMatching(message),
    })
  })

  it('of one place are one at most', () => {
    expect(editsProblem([label('Tier', 'gold'), label('Tier', null)])).toMatchObject({ at: 1 })
  })

  it('take away a key whatever it looks like, and take every character that ConfigHub takes', () => {
    const all = '-_@/#$%&~+=!?.,:;(){}[]<>| a'
    const edits = [label('-odd key', null), label('Tier', all), label('team.example/a_b-c', 'x')]
    expect(editsProblem(edits)).toBeUndefined()
  })
})
