import { describe, expect, it } from 'vitest'
import { amountStanding, seenFields } from '#components/change/edit/seen-fields.ts'
import type { PathsResponse, SeenPath } from '#lib/rows/paths-wire.ts'

type Value = SeenPath['values'][number]

const seen = (path: string, kinds: SeenPath['kinds'], facts: Partial<SeenPath> = {}): SeenPath => ({
  resourceType: 'apps/v1/Deployment',
  path,
  kinds,
  units: 10,
  values: [],
  otherValues: 0,
  moreValues: false,
  ...facts,
})
const found = (paths: readonly SeenPath[], facts: Partial<PathsResponse> = {}): PathsResponse => ({
  read: 12,
  unreadable: 0,
  cutDocuments: 0,
  isSample: false,
  resourceTypes: [],
  paths: [...paths],
  otherPaths: 0,
  ...facts,
})
const values = (...all: Value['value'][]): Value[] => all.map((value) => ({ value, units: 1 }))

describe('seen fields', () => {
  const catalogue = found([
    seen('spec.replicas', ['number'], { values: [{ value: 3, units: 10 }] }),
    seen('spec.paused', ['boolean']),
    seen('spec.tolerations', ['list']),
    seen('metadata.name', ['text']),
    seen('metadata.name', ['text'], { resourceType: 'v1/Service', units: 2 }),
  ])
  const labels = (how: Parameters<typeof seenFields>[2], typed = '', type = '') =>
    seenFields(catalogue, type, how, typed)
      .map(({ label }) => label)
      .sort()

  it('come with their values, how many units have them, and of which type; each path once', () => {
    expect(seenFields(catalogue, '', undefined, 'repl')).toEqual([
      { label: 'spec.replicas', detail: '10 of 12 · number: 3 · apps/v1/Deployment', type: 'number' },
    ])
    expect(seenFields(catalogue, '', undefined, 'name')).toEqual([
      {
        label: 'metadata.name',
        detail: '10 of 12 · text · apps/v1/Deployment and 1 other type',
        type: 'string',
      },
    ])
  })

  it('are those that can be changed in this way, of the type that is chosen', () => {
    expect(labels('append')).toEqual(['spec.tolerations'])
    expect(labels('add')).toEqual(['metadata.name', 'spec.replicas'])
    expect(labels(undefined)).toHaveLength(4)
    expect(labels(undefined, '', 'v1/Service')).toEqual(['metadata.name'])
  })
})

describe('how many units have no number is', () => {
  const none = 'None of the 12 units read has a number here.'
  const each = 'Each of the 12 units read has a number here.'
  const unknown = /known after the preview/

  it.each<[string, PathsResponse, string | RegExp]>([
    [
      'the rest of those with numbers',
      found([seen('a', ['number'])]),
      '2 of the 12 units read have no number here.',
    ],
    [
      'said of a sample',
      found([seen('a', ['number'])], { isSample: true }),
      /^2 of the 12 units read, a sample, have/,
    ],
    ['said of one', found([seen('a', ['number'], { units: 11 })]), /^1 of the 12 units read has no number/],
    ['nobody, when all have one', found([seen('a', ['number'], { units: 12 })]), each],
    [
      'nobody, when all are quantities',
      found([seen('a', ['text'], { units: 12, values: values('1', '250m') })]),
      each,
    ],
    ['everyone, where there is text', found([seen('a', ['text'], { values: values('auto', '90s') })]), none],
    ['everyone, where there is no number or text', found([seen('a', ['boolean', 'map'])]), none],
    ['everyone, where nobody has the path', found([]), none],
    [
      'unknown, where only some text is a number',
      found([seen('a', ['text'], { values: values('auto', '4') })]),
      unknown,
    ],
    [
      'unknown, where not all values were seen',
      found([seen('a', ['text'], { values: values('4'), otherValues: 3 })]),
      unknown,
    ],
    [
      'unknown, where a value is masked',
      found([seen('a', ['text'], { values: [{ value: '4', units: 1, masked: true }] })]),
      unknown,
    ],
    ['unknown, where the kinds differ', found([seen('a', ['number', 'boolean'])]), unknown],
    [
      'unknown, where several types have the path',
      found([seen('a', ['number']), seen('a', ['number'], { resourceType: 'v1/Pod' })]),
      unknown,
    ],
    ['unknown, where a document was cut', found([seen('a', ['number'])], { cutDocuments: 1 }), unknown],
    ['unknown, where there are other paths', found([], { otherPaths: 4 }), unknown],
  ])('%s', (_, catalogue, text) => {
    expect(amountStanding(catalogue, '', 'a')).toMatch(
      typeof text === 'string' ? new RegExp(`^${text}$`) : text,
    )
  })
})
