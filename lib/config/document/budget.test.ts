import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { diffConfig } from '#lib/config/compare/diff.ts'
import { budget, Scale } from '#lib/config/document/budget.ts'
import { loadStream, readResources } from '#lib/config/document/document.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const document = 'kind: ConfigMap\nmetadata:\n  name: a\ndata:\n  list: [1, 2]\n'

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))
const json = (...operations: readonly object[]): DocumentPatch => ({
  kind: 'json',
  text: JSON.stringify(operations),
})
const merge = (text: string): DocumentPatch => ({ kind: 'merge', text })
const set = (value: Json, path = 'x'): DocumentPatch => ({ kind: 'set-fields', fields: [{ path, value }] })
const nested = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

/** Each level stands for nine of the one before. */
const bomb = (levels: number, first = '[x, x, x, x, x, x, x, x, x]') =>
  [`a0: &a0 ${first}`]
    .concat(times(levels, (at) => `a${at + 1}: &a${at + 1} [${times(9, () => `*a${at}`).join(', ')}]`))
    .join('\n')

const copies = (count: number, from: string, path: (at: number) => string) =>
  times(count, (at) => ({ op: 'copy', from, path: path(at) }))

/** Refused before any document is read. */
const largePatches: readonly (readonly [string, DocumentPatch, RegExp])[] = [
  ['five levels of nine aliases', merge(bomb(5)), /300,000 values/],
  ['aliases of a long text', merge(bomb(4, `[${'y'.repeat(2000)}]`)), /characters/],
  [
    'aliases merged with <<',
    merge(`${bomb(4)}\nz: {<<: {q: *a4, r: *a4, s: *a4, t: *a4, u: *a4, v: *a4}}`),
    /values/,
  ],
  [
    'aliases in a JSON Patch',
    { kind: 'json', text: `- {op: add, path: /x, value: {${bomb(6).replaceAll('\n', ', ')}}}` },
    /values/,
  ],
  ['a list of 1.5 million', set(times(1_500_000, () => 1)), /300,000 values/],
  ['a value nested 5,000 deep', set(nested(5000)), /200 levels/],
  ['a value nested one too deep', set(nested(budget.levels + 1)), /200 levels/],
  ['a path of 500 parts', set(1, times(500, () => 'a').join('.')), /200 levels/],
  ['100,000 brackets', merge('['.repeat(100_000)), /200 levels/],
  ['100,000 braces', merge('{'.repeat(100_000)), /200 levels/],
  ['100,000 brackets in a JSON Patch', { kind: 'json', text: '['.repeat(100_000) }, /200 levels/],
  ['1,000 dashes', merge(`a:\n  ${'- '.repeat(1000)}b`), /200 levels/],
  ['1,000 question marks', merge('? '.repeat(1000)), /200 levels/],
  ['maps indented 1,000 deep', merge(times(1000, (at) => `${' '.repeat(at)}a:`).join('\n')), /200 levels/],
  ['more than a million marks', merge(`a: [${','.repeat(1_100_000)}]`), /1,000,000 words, marks/],
  ['a text of 5 million', set('y'.repeat(5_000_000)), /4,194,304 characters/],
  [
    'too many operations',
    json(...times(budget.operations + 1, () => ({ op: 'remove', path: '/x' }))),
    /10,000 operations/,
  ],
]

/** Only their result is too large. */
const growingPatches: readonly (readonly [string, DocumentPatch, string])[] = [
  ...[18, 21, 200].map(
    (count) =>
      [
        `a list copied into itself ${count} times`,
        json({ op: 'add', path: '/b', value: ['x'] }, ...copies(count, '/b', () => '/b/-')),
        document,
      ] as const,
  ),
  [
    'a map copied into itself',
    json({ op: 'add', path: '/b', value: {} }, ...copies(30, '/b', (at) => `/b/${at}`)),
    document,
  ],
  ['the document copied into itself', json(...copies(30, '', (at) => `/c${at}`)), document],
  [
    'copied, moved and copied again',
    json(
      ...times(40, (at) => [
        { op: 'copy', from: '/data', path: '/data/x' },
        { op: 'move', from: '/data/x', path: `/data/y${at}` },
      ]).flat(),
    ),
    document,
  ],
  [
    'copied and removed, again and again',
    json(
      { op: 'add', path: '/b', value: times(1000, () => 1) },
      ...times(4000, () => [
        { op: 'copy', from: '/b', path: '/c' },
        { op: 'remove', path: '/c' },
      ]).flat(),
    ),
    document,
  ],
  [
    '200 kB copied 100 times',
    json({ op: 'add', path: '/b', value: 'y'.repeat(200_000) }, ...copies(100, '/b', (at) => `/c${at}`)),
    document,
  ],
  [
    'a long key copied 100 times',
    json(
      { op: 'add', path: '/b', value: { ['y'.repeat(200_000)]: 1 } },
      ...copies(100, '/b', (at) => `/c${at}`),
    ),
    document,
  ],
  [
    'nested one level with each operation',
    json(
      { op: 'add', path: '/b', value: [] },
      ...times(300, (at) => ({ op: 'add', path: `/b${'/0'.repeat(at)}/-`, value: [] })),
    ),
    document,
  ],
  [
    'a text in thousands of places',
    set('y'.repeat(20_000), 'data.*.x'),
    `data:\n${times(2000, (at) => `  k${at}: {x: 1}`).join('\n')}\n`,
  ],
  [
    'a list in thousands of places',
    set(
      times(1000, () => 1),
      'data.*',
    ),
    `data: [${times(2000, () => 1).join(', ')}]\n`,
  ],
  ['a patch of thousands of resources', merge(`x: ${'y'.repeat(20_000)}`), '---\na: 1\n'.repeat(3000)],
  [
    'a text of many lines at a deep place',
    set('y\n'.repeat(100_000), `data.${'a.'.repeat(60)}b`),
    `data:\n${times(60, (at) => `${' '.repeat(2 * at + 2)}a:`).join('\n')}\n${' '.repeat(122)}b: 1\n`,
  ],
  [
    'many keys beside one that stands far to the right',
    merge(`data: {${times(5000, (at) => `k${at}: 1`).join(', ')}}`),
    `data:\n${' '.repeat(10_000)}a: 1\n`,
  ],
]

/** Refused before parsing. */
const largeDocuments: readonly (readonly [string, string, RegExp])[] = [
  ['five levels of nine aliases', bomb(5), /300,000 values/],
  [
    'aliases over several documents',
    times(4, () => bomb(4))
      .join('\n---\n')
      .concat('\n---\n', bomb(4), '\n---\n', bomb(4)),
    /values/,
  ],
  ['nested 900 deep', `a: ${'['.repeat(900)}${']'.repeat(900)}`, /200 levels/],
  ['nested 5,000 deep in braces', '{"a":'.repeat(5000), /200 levels/],
]

// Each takes a moment on an idle machine; a busy one gets more time.
vi.setConfig({ testTimeout: 120_000 })

describe('a patch that is too large', () => {
  it.each(largePatches)('by itself, as %s, is refused, naming the limit', (_, patch, limit) => {
    const read = readPatch(patch)

    expect(read).toMatchObject({
      ok: false,
      error: { isTooLarge: true, message: expect.stringMatching(limit) },
    })
    expect(read).toMatchObject({
      error: { message: expect.stringMatching(/^The patch .*\. Change less at once/) },
    })
  })

  it.each(growingPatches)('in its result, as %s, is refused for that document', (_, patch, text) => {
    expect(readPatch(patch).ok).toBe(true)

    expect(applyPatch(text, patch)).toMatchObject({
      ok: false,
      error: {
        isTooLarge: true,
        message: expect.stringMatching(
          /^The result of the patch is too large: it .*more than [\d,]+ .*\. Set smaller/,
        ),
      },
    })
  })
})

describe('a document that is too large', () => {
  it.each(largeDocuments)('as %s is refused, and masked line by line where it is shown', (_, text, limit) => {
    const refused = { ok: false, error: { isTooLarge: true, message: expect.stringMatching(limit) } }
    expect(readResources(text)).toMatchObject(refused)
    expect(applyPatch(text, merge('a: 1'))).toMatchObject(refused)
    expect(mergeThreeWay('a: 1\n', text, 'a: 2\n')).toMatchObject(refused)
    expect(diffConfig(text, 'a: 1\n')).toMatchObject([{ path: '', change: 'Update' }])
    expect(maskConfig(text).text.split('\n')).toHaveLength(text.split('\n').length)
  })
})

it('a document of more than a million marks is refused', () => {
  expect(readResources('-\n'.repeat(600_000))).toMatchObject({
    ok: false,
    error: { isTooLarge: true, message: expect.stringMatching(/1,000,000 words, marks/) },
  })
})

describe('what is large and allowed', () => {
  it.each([
    [
      '4,500 operations on one map',
      json(...times(4500, (at) => ({ op: 'add', path: `/k${at}`, value: at }))),
      4501,
    ],
    [
      '4,500 operations at the head of one list',
      json(
        { op: 'add', path: '/b', value: [] },
        ...times(4500, (at) => ({ op: 'add', path: '/b/0', value: at })),
      ),
      4500,
    ],
    [
      '200 kB copied ten times',
      json({ op: 'add', path: '/b', value: 'y'.repeat(200_000) }, ...copies(10, '/b', (at) => `/c${at}`)),
      11,
    ],
    ['10,000 keys', merge(times(10_000, (at) => `k${at}: 1`).join('\n')), 10_000],
    ['a value nested 150 deep', set(nested(150)), 1],
    [
      '2,000 containers by their names',
      merge(`containers: [${times(2000, (at) => `{name: c${at}}`).join(', ')}]`),
      2000,
    ],
  ])('%s is written', (_, patch, least) => {
    const applied = applyPatch(document, patch)

    if (!applied.ok) throw new Error(applied.error.message)
    const read = loadStream(applied.value.text)
    expect(
      read.ok && new Scale('result').sizeOf(read.value.resources[0]?.value ?? null).values,
    ).toBeGreaterThan(least)
  })

  it('takes time in proportion to its length, not to its square', () => {
    const elements = times(10_000, (at) => `{name: c${at}, image: x}`).join(', ')
    const patch = merge(`kind: ConfigMap\ncontainers: [${elements}]`)

    expect(applyPatch(`kind: ConfigMap\ncontainers: [${elements}]\n`, patch)).toMatchObject({
      ok: true,
      value: { changed: false, matched: 1 },
    })
  })
})

const pointer = fc.constantFrom(
  '',
  '/b',
  '/b/-',
  '/b/0',
  '/b/x',
  '/data',
  '/data/list',
  '/data/list/-',
  '/data/y',
)
const operation = fc.oneof(
  fc.record({ op: fc.constant('copy'), from: pointer, path: pointer }),
  fc.record({ op: fc.constant('add'), path: pointer, value: fc.jsonValue({ maxDepth: 2 }) }),
  fc.record({ op: fc.constant('move'), from: pointer, path: pointer }),
)

it('whatever operations do to a document, it stays within the budget or is refused', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 60 }), (operations) => {
      const applied = applyPatch(document, json(...operations))
      if (!applied.ok) return
      const read = loadStream(applied.value.text)
      if (!read.ok) throw new Error(read.error.message)
      // Measuring throws beyond the budget.
      for (const { value } of read.value.resources) new Scale('result').sizeOf(value)
      expect(applied.value.text.length).toBeLessThanOrEqual(budget.characters)
    }),
    { numRuns: 150 },
  )
})

describe('a key named __proto__', () => {
  const proto: Json = JSON.parse('{"__proto__": {"a": 1}}')
  it.each([
    ['in a value that is set', set(proto)],
    ['in a path', set(1, 'x.__proto__.a')],
    ['in a merge patch', merge('{"x": {"__proto__": {"a": 1}}}')],
    ['in a value of a JSON Patch', json({ op: 'add', path: '/x', value: proto })],
    [
      'at the end of a pointer',
      json({ op: 'add', path: '/x', value: {} }, { op: 'add', path: '/x/__proto__', value: { a: 1 } }),
    ],
    [
      'in what is copied',
      json({ op: 'add', path: '/y', value: proto }, { op: 'copy', from: '/y', path: '/x' }),
    ],
    [
      'inside what is changed',
      json({ op: 'add', path: '/x', value: proto }, { op: 'replace', path: '/x/__proto__/a', value: 1 }),
    ],
  ])('%s is a key like any other', (_, patch) => {
    const applied = applyPatch(document, patch)

    expect(applied).toMatchObject({ ok: true, value: { changed: true } })
    expect(applied.ok && applied.value.text).toContain('x:\n  __proto__:\n    a: 1\n')
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
  })
})

it('the value in the message of a failed test is masked if it is a secret', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  x: hunter2\n'
  const applied = applyPatch(secret, json({ op: 'test', path: '/stringData/x', value: 'another' }))

  const reason = 'Operation 1 (test /stringData/x): the value is "••••••••", but not the one that is expected'
  expect(applied).toMatchObject({ ok: true, value: { matched: 0, reason } })
})
