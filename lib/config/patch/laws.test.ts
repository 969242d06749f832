import fc from 'fast-check'
import { applyPatch as applyOracle } from 'fast-json-patch'
import { describe, expect, it, vi } from 'vitest'
import { equalJson, isJsonMap, type Json } from '#lib/base/json.ts'
import { diffConfig } from '#lib/config/compare/diff.ts'
import { readResources } from '#lib/config/document/document.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { mergeThreeWay } from '#lib/config/patch/merge-three.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'
import { applyPatch } from '#lib/config/testing/apply-patch.ts'
import { documents, maps, mergePatches, values } from '#lib/config/testing/arbitrary-documents.ts'
import { deleteAtPath, setAtPath } from '#lib/config/testing/edit-at.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { pathText } from '#lib/path/print-path.ts'
import { readPath } from '#lib/path/walk.ts'

// Under load a run of a hundred documents takes seconds, not the five that are the default limit.
vi.setConfig({ testTimeout: 60_000 })
const numRuns = 100

/** The pseudo code of RFC 7386, section 2. */
function rfc7386(target: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch
  const result = new Map(Object.entries(isJsonMap(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name)
    else result.set(name, rfc7386(result.get(name), value))
  }
  return Object.fromEntries(result)
}

function valueIn(text: string): Json {
  const read = readResources(text)
  if (!read.ok) throw new Error(`${read.error.message}\n${text}`)
  return read.value[0]?.value ?? null
}

function textAfter(text: string, patch: Parameters<typeof applyPatch>[1]): string {
  const result = applyPatch(text, patch)
  if (!result.ok) throw new Error(`${result.error.message}\n${text}`)
  return result.value.text
}

/** Some generated texts are not YAML: the library indents texts with leading spaces wrongly in some styles. */
const filled = documents.filter((text) => readResources(text).ok)

describe('patches', () => {
  it('merge as RFC 7386 says', () => {
    fc.assert(
      fc.property(filled, mergePatches, (text, patch) => {
        const result = textAfter(text, { kind: 'merge', text: JSON.stringify(patch) })

        const read = readPatch({ kind: 'merge', text: JSON.stringify(patch) })
        const inMemory = read.ok ? read.value.run(valueIn(text)) : read

        expect(equalJson(valueIn(result), rfc7386(valueIn(text), patch))).toBe(true)
        expect(
          inMemory.ok && inMemory.value.matched && equalJson(inMemory.value.value, valueIn(result)),
        ).toBe(true)
      }),
      { numRuns },
    )
  })

  it('leave the text alone when the value stays', () => {
    fc.assert(
      fc.property(filled, (text) => {
        const patch = [{ op: 'replace', path: '', value: valueIn(text) }]

        expect(textAfter(text, { kind: 'json', text: JSON.stringify(patch) })).toBe(text)
      }),
      { numRuns },
    )
  })

  it('reach any value from any document, and come back', () => {
    fc.assert(
      fc.property(filled, maps, (text, wanted) => {
        const there = textAfter(text, {
          kind: 'json',
          text: JSON.stringify([{ op: 'replace', path: '', value: wanted }]),
        })
        expect(equalJson(valueIn(there), wanted)).toBe(true)
        const back = textAfter(there, {
          kind: 'json',
          text: JSON.stringify([{ op: 'replace', path: '', value: valueIn(text) }]),
        })

        expect(equalJson(valueIn(back), valueIn(text))).toBe(true)
      }),
      { numRuns },
    )
  })

  it('do what RFC 6902 says, as another implementation has it', () => {
    const tokens = fc.constantFrom('a', 'b', 'c', 'name', 'spec', '0', '1', '-', 'x.y')
    const pointers = fc.array(tokens, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
    const operations = fc.oneof(
      fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path: pointers, value: values }),
      fc.record({ op: fc.constant('remove'), path: pointers }),
      fc.record({ op: fc.constantFrom('move', 'copy'), from: pointers, path: pointers }),
    )
    fc.assert(
      fc.property(filled, fc.array(operations, { minLength: 1, maxLength: 3 }), (text, patch) => {
        // The other implementation copies through JavaScript's numbers, which round from 2^53 on.
        fc.pre(!/\d{16}/.test(text + JSON.stringify(patch)))
        const result = applyPatch(text, { kind: 'json', text: JSON.stringify(patch) })
        let expected: Json | undefined
        try {
          expected = applyOracle(structuredClone(valueIn(text)), structuredClone(patch) as never, true)
            .newDocument as Json
        } catch {
          expected = undefined
        }

        if (expected === undefined) expect(result.ok && result.value.changed).toBe(false)
        else expect(equalJson(valueIn(result.ok ? result.value.text : ''), expected)).toBe(true)
      }),
      { numRuns },
    )
  })

  it('set and delete what a path then reads', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c', 'x.y', 'new', '日本'), { minLength: 1, maxLength: 3 })
      .map((parts) => pathText(parts.map((key) => ({ kind: 'key', key }))))
    fc.assert(
      fc.property(filled, path, values, (text, at, value) => {
        const set = setAtPath(text, 0, at, value)
        if (!set.ok) return // a scalar or a list stands in the way
        expect(readPath(valueIn(set.value.text), at)).toEqual([{ path: at, value }])

        const deleted = deleteAtPath(set.value.text, 0, at)
        expect(deleted.ok && readPath(valueIn(deleted.value.text), at)).toEqual([])
      }),
      { numRuns },
    )
  })
})

describe('three-way merges', () => {
  it('take a change back and keep what came after it', () => {
    fc.assert(
      fc.property(filled, mergePatches, values, (before, patch, value) => {
        const after = textAfter(before, { kind: 'merge', text: JSON.stringify(patch) })
        const set = setAtPath(after, 0, 'later', value)
        if (!set.ok) throw new Error(set.error.message)
        const undone = mergeThreeWay(after, set.value.text, before)
        if (!undone.ok) throw new Error(`${undone.error.message}\n${before}`)

        expect(undone.value.conflicts).toEqual([])
        expect(equalJson(valueIn(undone.value.text), { ...(valueIn(before) as object), later: value })).toBe(
          true,
        )
      }),
      { numRuns },
    )
  })

  it('give the text back exactly when nothing came after', () => {
    fc.assert(
      fc.property(filled, mergePatches, (before, patch) => {
        const after = textAfter(before, { kind: 'merge', text: JSON.stringify(patch) })

        expect(mergeThreeWay(after, after, before)).toEqual({
          ok: true,
          value: { text: before, conflicts: [] },
        })
      }),
      { numRuns: 50 },
    )
  })
})

describe('diffs', () => {
  it('are empty exactly when the values are equal', () => {
    fc.assert(
      fc.property(filled, filled, (before, after) => {
        expect(diffConfig(before, before)).toEqual([])
        expect(diffConfig(before, after).length === 0).toBe(equalJson(valueIn(before), valueIn(after)))
      }),
      { numRuns },
    )
  })
})

describe('nothing throws', () => {
  const noise = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'a',
          ': ',
          '\n',
          '  ',
          '- ',
          '{',
          '}',
          '[',
          ']',
          ', ',
          '"',
          "'",
          '|',
          '>',
          '&a ',
          '*a',
          '!!map ',
          '<<',
          '? ',
        ),
        fc.constantFrom(
          '#',
          '---\n',
          '...\n',
          '%YAML 1.1\n',
          '\r\n',
          '\t',
          '\uFEFF',
          'kind: Secret\n',
          'data:\n',
          '!!omap\n',
          '!!set\n',
        ),
        fc.string({ maxLength: 3, unit: 'binary' }),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''))

  it('on any text, patch or path', () => {
    fc.assert(
      fc.property(noise, noise, noise, (text, other, third) => {
        readResources(text)
        applyPatch(text, { kind: 'merge', text: other })
        applyPatch(text, { kind: 'merge', text: '{"a": {"a": 1, "b": [1]}, "c": "\\n"}' })
        applyPatch(text, { kind: 'json', text: other })
        applyPatch(text, { kind: 'set-fields', fields: [{ path: other, value: third }] })
        applyPatch(text, { kind: 'set-fields', fields: [{ path: 'a.b', value: { a: third } }] })
        diffConfig(text, other)
        mergeThreeWay(text, other, third)
        maskConfig(text)
        parsePath(text)
      }),
      { numRuns: 400 },
    )
  })

  it.each(['[', '{a: ', '- ', '? ', '*a', '&a [*a, ', '{"a":'])('on thousands of %s', (part) => {
    const text = part.repeat(5000)

    expect(readResources(text).ok).toBe(false)
    expect(applyPatch(text, { kind: 'merge', text: 'a: 1' }).ok).toBe(false)
    expect(applyPatch('a: 1', { kind: 'merge', text }).ok).toBe(false)
    expect(maskConfig(text).text).toBe(text)
  })

  it('refuses aliases that expand without end', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
    )
    const text = ['l0: &l0 [x, x, x]', ...levels].join('\n')

    expect(readResources(text)).toMatchObject({
      ok: false,
      error: { isTooLarge: true, message: expect.stringContaining('300,000 values') },
    })
  })
})
