import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeNumber } from '#lib/base/exact-number.ts'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import { diffConfig } from '#lib/config/compare/diff.ts'
import { readResources } from '#lib/config/document/document.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n
/** The ends, and what a double would take for its neighbour. */
const int64 = fc.oneof(
  fc.constantFrom(least, least + 1n, -(2n ** 53n) - 1n, 2n ** 53n, 2n ** 53n + 1n, most - 1n, most),
  fc.bigInt({ min: least, max: most }),
)

const thing = (limit: string) =>
  `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  max: 1\n  limit: ${limit} # kept\n`

function limitIn(text: string): Json | undefined {
  const read = readResources(text)
  const value = read.ok ? read.value[0]?.value : undefined
  return isJsonMap(value) && isJsonMap(value.spec) ? value.spec.limit : undefined
}

/** Each way to say `spec.limit: <value>`. */
const patches: Readonly<Record<string, (value: bigint) => DocumentPatch>> = {
  'set fields': (value) => ({
    kind: 'set-fields',
    fields: [{ path: 'spec.limit', value: wholeNumber(value) }],
  }),
  'a merge patch in YAML': (value) => ({ kind: 'merge', text: `spec:\n  limit: ${value}\n` }),
  'a merge patch in JSON': (value) => ({ kind: 'merge', text: `{"spec":{"limit":${value}}}` }),
  'a JSON patch': (value) => ({
    kind: 'json',
    text: `[{"op":"replace","path":"/spec/limit","value":${value}}]`,
  }),
  'a JSON patch that copies and tests': (value) => ({
    kind: 'json',
    text: `[{"op":"add","path":"/spec/other","value":${value}},
      {"op":"test","path":"/spec/other","value":${value}},
      {"op":"copy","from":"/spec/other","path":"/spec/limit"},
      {"op":"remove","path":"/spec/other"}]`,
  }),
}

describe.each(Object.entries(patches))('%s', (_, patch) => {
  it('writes any whole number of 64 bits digit by digit, and nothing else', () => {
    fc.assert(
      fc.property(int64, int64, (from, to) => {
        const result = applyPatch(thing(String(from)), patch(to))
        expect(result).toMatchObject({ ok: true, value: { text: thing(String(to)), changed: from !== to } })
        expect(
          diffConfig(thing(String(from)), thing(String(to))).map((each) => [each.from, each.to]),
        ).toEqual(from === to ? [] : [[wholeNumber(from), wholeNumber(to)]])
      }),
      { numRuns: 60 },
    )
  })
})

it('a test fails for the neighbour, and says both numbers', () => {
  const text = '[{"op":"test","path":"/spec/limit","value":9007199254740993}]'
  const result = applyPatch(thing('9007199254740992'), { kind: 'json', text })
  expect(result).toMatchObject({
    ok: true,
    value: { matched: 0, reason: expect.stringMatching(/is 9007199254740992, not 9007199254740993$/) },
  })
})

/** What people and other tools write as text, and Kubernetes would read as something else without quotes. */
const otherwise =
  'on off yes no y n Y N true false True null ~ 1_000 0o17 017 0b1 0x1F 1e3 .5 +5 9223372036854775807 08 -0 1. .inf .nan <<'

describe('text that Kubernetes would read as something else', () => {
  it.each(otherwise.split(' '))('%s is written in quotes or as a block, whatever was there', (text) => {
    // `.inf` and the like are text already, as JSON has no such number.
    const asItIs = limitIn(thing(text)) === text ? [] : [text]
    for (const before of [...asItIs, 'x', '"x"', '1', 'true', '|-\n    x\n    y']) {
      const result = applyPatch(thing(before).replace(' # kept', ''), {
        kind: 'set-fields',
        fields: [{ path: 'spec.limit', value: text }],
      })
      if (!result.ok) throw new Error(result.error.message)
      expect(limitIn(result.value.text)).toBe(text)
      expect(result.value.text).toMatch(/limit: ["'|]/)
    }
  })

  it.each(otherwise.split(' '))('%s stays text as a new key', (key) => {
    const written = applyPatch(thing('{}'), {
      kind: 'json',
      text: JSON.stringify([{ op: 'add', path: `/spec/limit/${key.replaceAll('~', '~0')}`, value: 'x' }]),
    })
    expect(written.ok && limitIn(written.value.text)).toEqual({ [key]: 'x' })
  })

  it('a variable that stands there without quotes is changed to the text it seems to be', () => {
    const env = (value: string) =>
      `kind: Deployment\nspec:\n  env:\n  - name: DEBUG\n    value: ${value} # kept\n`
    const result = applyPatch(env('on'), {
      kind: 'set-fields',
      fields: [{ path: 'spec.env.?name=DEBUG.value', value: 'on' }],
    })
    expect(result).toMatchObject({ ok: true, value: { changed: true, text: env('"on"') } })
  })

  it('a boolean is already as wanted, however it is spelled', () => {
    const result = applyPatch(thing('yes'), { kind: 'merge', text: 'spec: {limit: true}' })
    expect(result).toMatchObject({ ok: true, value: { changed: false, text: thing('yes') } })
  })
})

it('any text is read back as it was set, in a document of Kubernetes', () => {
  const characters = fc.constantFrom(
    ...'0123456789abeoxnNyY_.+-~: inf',
    '\u0085',
    '\u2028',
    '\u2029',
    '\n',
    '#',
  )
  const text = fc.array(characters, { maxLength: 6 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.constantFrom('x', '"x"', "'x'", '5', '|\n    x'), (value, before) => {
      const result = applyPatch(thing(before).replace(' # kept', ''), {
        kind: 'set-fields',
        fields: [{ path: 'spec.limit', value }],
      })
      if (!result.ok) throw new Error(result.error.message)
      expect(limitIn(result.value.text)).toBe(value)
      // go-yaml takes these for line breaks.
      expect(result.value.text).not.toMatch(/[\u0085\u2028\u2029]/)
    }),
  )
})

it('JSON on several lines inside YAML has no character that YAML takes for a line break', () => {
  const odd = '\u0085\u2028\u2029\u007f\ufeff'
  const text = `{\n  "kind": "Thing",\n  "spec": {\n    "a": 1\n  }\n}\n`
  const value = { [`k${odd}`]: [{ b: `v${odd}` }, 9223372036854775807n] }
  const result = applyPatch(text, { kind: 'set-fields', fields: [{ path: 'spec.c', value }] })
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value.text).not.toMatch(/[\u0085\u2028\u2029\u007f\ufeff]/)
  expect(result.value.text).toContain('9223372036854775807')
  const read = readResources(result.value.text)
  expect(read.ok && read.value[0]?.value).toEqual({ kind: 'Thing', spec: { a: 1, c: value } })
})
