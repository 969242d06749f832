import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import type { FieldChange, FieldPatch } from '#lib/config/patch/patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { valuesAt } from '#lib/path/walk.ts'

const deployment = `# of the desk
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3 # at the open
  template:
    spec:
      containers:
        - name: web
          args: ["--port", '80'] # in order
          env:
            - name: THREADS
              value: "4" # text
          resources:
            limits: {cpu: 1, memory: 1Gi}
        - name: proxy
          resources:
            limits: {memory: 512Mi}
      tolerations:
`
const pod = 'spec.template.spec'
const patch = (...fields: FieldPatch[]) => ({ kind: 'set-fields' as const, fields })
const one = (path: string, how: FieldChange, value: Json) => patch({ path, how, value })

it.each<[string, ReturnType<typeof patch>, (text: string) => string]>([
  ['a number', one('spec.replicas', 'add', 2), (text) => text.replace('replicas: 3', 'replicas: 5')],
  [
    'text',
    one(`${pod}.containers.?name=web.env.?name=THREADS.value`, 'multiply', 2),
    (text) => text.replace('"4"', '"8"'),
  ],
  [
    'every place of a path, each from its own value',
    one(`${pod}.containers.*.resources.limits.memory`, 'multiply', 1.5),
    (text) => text.replace('1Gi', '1536Mi').replace('512Mi', '768Mi'),
  ],
  [
    'only the places that are there',
    one(`${pod}.containers.*.resources.limits.cpu`, 'at-least', '1500m'),
    (text) => text.replace('cpu: 1,', 'cpu: 1500m,'),
  ],
  [
    'several paths, one after the other',
    patch(
      { path: 'spec.replicas', how: 'add', value: -9 },
      { path: 'spec.replicas', how: 'at-least', value: 1 },
    ),
    (text) => text.replace('replicas: 3', 'replicas: 1'),
  ],
  [
    'a list, at its end',
    one(`${pod}.containers.?name=web.args`, 'append', '--verbose'),
    (text) => text.replace(`'80']`, `'80', "--verbose"]`),
  ],
  [
    'a list that begins',
    one(`${pod}.tolerations`, 'append', { operator: 'Exists' }),
    (text) => text.replace('tolerations:\n', 'tolerations:\n        - operator: Exists\n'),
  ],
  [
    'a list, without an element',
    one(`${pod}.containers.?name=web.args`, 'remove', '80'),
    (text) => text.replace(`, '80'`, ''),
  ],
  [
    'a list, without the elements that have a field',
    one(`${pod}.containers`, 'remove', { name: 'proxy' }),
    (text) => text.replace(/ {8}- name: proxy\n.*\n.*\n/, ''),
  ],
])('changes %s, and no other byte', (_, fields, edit) => {
  const applied = applyPatch(deployment, fields)
  expect(applied).toMatchObject({ ok: true, value: { changed: true } })
  if (applied.ok) expect(applied.value.text).toBe(edit(deployment))
})

it.each<[string, ReturnType<typeof patch>]>([
  ['an element that the list has', one(`${pod}.containers.?name=web.args`, 'append', '--port')],
  ['an element that the list has not', one(`${pod}.containers.?name=web.args`, 'remove', '--none')],
  ['a least that is reached', one('spec.replicas', 'at-least', 2)],
])('leaves the document as it is for %s', (_, fields) => {
  expect(applyPatch(deployment, fields)).toMatchObject({ ok: true, value: { matched: 1, changed: false } })
})

it.each<[string, ReturnType<typeof patch>, RegExp]>([
  ['text that is no number', one('metadata.name', 'add', 1), /^metadata\.name is text, not a number$/],
  ['a map', one('spec', 'add', 1), /^spec is a map, not a number$/],
  ['a fraction', one('spec.replicas', 'multiply', 0.5), /^spec\.replicas would not be a whole number/],
  ['what is no list', one('spec.replicas', 'append', 1), /^spec\.replicas is not a list$/],
  [
    'a second element of one name',
    one(`${pod}.containers.?name=web.env`, 'append', { name: 'THREADS', value: '9' }),
    /\.env has another element of the same name/,
  ],
])('refuses %s with its place', (_, fields, message) => {
  expect(applyPatch(deployment, fields)).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(message) },
  })
})

it('names the resource where a patch applies to several, and changes none of them', () => {
  const two = `${deployment}---\n${deployment.replace('name: web', 'name: books').replace('replicas: 3', 'replicas: auto')}`
  expect(applyPatch(two, one('spec.replicas', 'add', 1))).toMatchObject({
    ok: false,
    error: { message: 'apps/v1/Deployment books: spec.replicas is text, not a number' },
  })
})

it.each<[string, FieldChange]>([
  ['spec.paused', 'add'],
  ['spec.paused', 'at-most'],
  [`${pod}.containers.?name=none.args`, 'append'],
  [`${pod}.volumes`, 'remove'],
])('%s has no place to %s', (path, how) => {
  expect(applyPatch(deployment, one(path, how, 1))).toMatchObject({ ok: true, value: { matched: 0 } })
})

it.each<[string, ReturnType<typeof patch>]>([
  ['an amount that is text', one('spec.replicas', 'add', 'many')],
  ['an amount that is a number in quotes', one('spec.replicas', 'add', '1')],
  ['a factor with a unit', one('spec.replicas', 'multiply', '2Gi')],
  ['elements with no fields', one('spec.list', 'remove', {})],
  ['a part of an image', one('spec.image#reference', 'append', 'x')],
])('%s is refused before any document is read', (_, fields) => {
  expect(readPatch(fields).ok).toBe(false)
})

it('how a field is changed stays in the record of a patch whose secrets are masked', () => {
  const masked = maskPatch(one('spec.passwords', 'append', 'correct horse battery'))
  expect(masked).toMatchObject({ fields: [{ how: 'append' }] })
  expect(JSON.stringify(masked)).not.toContain('horse')
})

describe('for any numbers', () => {
  it('what is added and taken away again is the same document, byte for byte', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: -99, max: 99 }), (there, by) => {
        const text = deployment.replace('replicas: 3', `replicas: ${there}`)
        const changed = applyPatch(text, one('spec.replicas', 'add', by))
        if (!changed.ok) throw new Error(changed.error.message)
        const read = readResources(changed.value.text)
        const [value] = read.ok
          ? valuesAt(read.value[0]?.value ?? null, [
              { kind: 'key', key: 'spec' },
              { kind: 'key', key: 'replicas' },
            ])
          : []
        expect(BigInt(String(value))).toBe(BigInt(there) + BigInt(by))
        const back = applyPatch(changed.value.text, one('spec.replicas', 'add', -by))
        expect(back).toMatchObject({ ok: true, value: { text } })
      }),
      { numRuns: 60, seed: 20_261_130 },
    )
  })

  it('an element that is appended and taken out again leaves the list as it was', () => {
    const element = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.integer(),
      fc.record({ key: fc.string({ minLength: 1, maxLength: 5 }) }),
    )
    fc.assert(
      fc.property(element, (value) => {
        const path = `${pod}.containers.?name=web.args`
        const added = applyPatch(deployment, one(path, 'append', value))
        if (!added.ok) throw new Error(added.error.message)
        if (!added.value.changed) return
        const back = applyPatch(added.value.text, one(path, 'remove', value))
        expect(back).toMatchObject({ ok: true, value: { text: deployment } })
      }),
      { numRuns: 60, seed: 20_261_130 },
    )
  })
})

describe('a number that is written with more digits than a double keeps', () => {
  const text = (written: string) => `kind: Widget\nspec:\n  weight: ${written}\n  other: {weight: 5}\n`
  const apply = (written: string, how: FieldChange, value: Json) =>
    applyPatch(text(written), one('spec.weight', how, value))

  it.each([
    '1.0000000000000001',
    '0.1000000000000000055',
    '9007199254740993.0',
    '1.00000000000000001e1',
    '1_0.0000000000000001',
  ])('%s is refused, whatever is calculated', (written) => {
    for (const how of ['add', 'multiply', 'at-least', 'at-most'] as const)
      expect(apply(written, how, 1)).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(/spec\.weight is not known exactly/) },
      })
  })

  it.each([
    ['1.5', '2.5'],
    ['1.50', '2.5'],
    ['15e-1', '2.5'],
    ['1e3', '1001'],
    ['0x1e', '31'],
    ['017', '16'],
    ['1_000.0', '1001'],
    ['9007199254740993', '9007199254740994'],
  ])('%s is none: with 1 it is %s', (written, sum) => {
    expect(apply(written, 'add', 1)).toMatchObject({ ok: true, value: { text: text(sum) } })
  })

  it('is refused, and every other one that is not refused keeps its digits', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 19n })
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 20 }), (whole, decimals) => {
        const padded = String(whole).padStart(decimals + 1, '0')
        const written = `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
        const added = apply(written, 'add', 0)
        // The same number in the usual notation of a double, compared without one.
        const [is, kept] = [exact(written), exact(plain(Number(written)))]
        if (is !== kept) expect(added.ok).toBe(false)
        else if (added.ok) expect(exact(numberIn(added.value.text))).toBe(is)
      }),
      { numRuns: 300, seed: 20_261_130 },
    )
  })
})

const numberIn = (text: string) => /weight: (\S+)/.exec(text)?.[1] ?? ''
/** Billionths of billionths of billionths. */
const exact = (written: string) => {
  const [whole = '', fraction = ''] = written.split('.')
  return BigInt(whole + fraction.padEnd(27, '0'))
}
/** A double without an exponent. */
const plain = (value: number) => {
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const [first = '', rest = ''] = mantissa.split('.')
  const digits = (first + rest).padEnd(Number(power) + 1, '0')
  const at = 1 + Number(power)
  return at > 0 ? `${digits.slice(0, at)}.${digits.slice(at)}` : `0.${'0'.repeat(-at)}${digits}`
}
