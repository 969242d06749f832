import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { readAnyResources, readFormat } from '#lib/config/formats/documents.ts'
import { applyToFormat, mergeFormats } from '#lib/config/patch/apply-format.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'
import {
  arbitraryDocument,
  type FlatToolchain,
  formatToolchains,
  treeOfEntries,
  type WrittenDocument,
} from '#lib/config/testing/arbitrary-formats.ts'

const runs = { numRuns: 80 }

function valueIn(text: string, toolchain: string): Json | undefined {
  const read = readFormat(text, toolchain)
  return read.ok ? read.value.value : undefined
}

function setAll(text: string, toolchain: string, sets: readonly { keys: readonly string[]; value: Json }[]) {
  const fields = sets.map(({ keys, value }) => ({ path: keys.join('.'), value }))
  const patch = readPatch({ kind: 'set-fields', fields })
  if (!patch.ok) throw new Error(patch.error.message)
  return applyToFormat(text, toolchain, patch.value)
}

/** New values for some of the names of a document; every format can hold them. */
function arbitrarySets(toolchain: FlatToolchain) {
  return arbitraryDocument(toolchain).chain((document) =>
    fc.tuple(
      fc.constant(document),
      fc.dictionary(
        fc.nat({ max: document.entries.length - 1 }).map(String),
        fc.oneof(
          fc.constantFrom('x', 'two words', 'http://a/b', 'a_b'),
          fc.integer({ min: 0, max: 9999 }).map((n) => (toolchain === 'AppConfig/Env' ? String(n) : n)),
        ),
        { minKeys: 1, maxKeys: 3 },
      ),
    ),
  )
}

function changedEntries({ entries }: WrittenDocument, values: Readonly<Record<string, Json>>) {
  return entries.map((entry, at) => ({ ...entry, value: values[String(at)] ?? entry.value }))
}

/** What no edit of one value may touch: everything in front of it and behind it. */
function isSameAround(before: string, after: string, toolchain: string, changed: readonly string[]): boolean {
  const parts = (text: string) => {
    const read = readFormat(text, toolchain)
    if (!read.ok) return []
    const spans = read.value.slots
      .filter(({ keys }) => changed.includes(keys.join('.')))
      .toSorted((a, b) => a.start - b.start)
    return [0, ...spans.map(({ end }) => end)].map((from, at) => text.slice(from, spans[at]?.start))
  }
  return JSON.stringify(parts(before)) === JSON.stringify(parts(after))
}

describe.each(formatToolchains)('a document of %s', (toolchain) => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(arbitraryDocument(toolchain), ({ text, entries }) => {
        expect(valueIn(text, toolchain)).toEqual(treeOfEntries(entries))
      }),
      runs,
    )
  })

  it('gets new values and keeps everything around them', () => {
    fc.assert(
      fc.property(arbitrarySets(toolchain), ([document, values]) => {
        const entries = changedEntries(document, values)
        const sets = entries.filter((_, at) => Object.hasOwn(values, String(at)))
        const applied = setAll(document.text, toolchain, sets)
        if (!applied.ok) {
          // Only a list or a table over several lines may refuse.
          expect(applied.error.message).toContain('over several lines')
          return
        }
        const { text } = applied.value
        expect(valueIn(text, toolchain)).toEqual(treeOfEntries(entries))
        const names = sets.map(({ keys }) => keys.join('.'))
        expect(isSameAround(document.text, text, toolchain, names)).toBe(true)
      }),
      runs,
    )
  })

  it('gets new names, and loses them again without a trace', () => {
    fc.assert(
      fc.property(
        arbitraryDocument(toolchain),
        fc.nat(),
        fc.boolean(),
        ({ text, entries }, pick, isNested) => {
          const beside = entries[pick % entries.length]?.keys ?? []
          const isDeep = isNested && toolchain !== 'AppConfig/Env'
          const keys = [...(isDeep ? beside.slice(0, -1) : []), 'zz_new_name']
          const applied = setAll(text, toolchain, [{ keys, value: 'new' }])
          expect(applied.ok ? valueIn(applied.value.text, toolchain) : applied.error).toEqual(
            treeOfEntries([...entries, { keys, value: 'new' }]),
          )
          if (!applied.ok) return
          const back = mergeFormats(
            { base: applied.value.text, ours: applied.value.text, theirs: text },
            toolchain,
          )
          expect(back).toMatchObject({ ok: true, value: { text, conflicts: [] } })
          const lines = (all: string) => all.split(/\r?\n/).filter((line) => line !== '')
          const rest = lines(applied.value.text).filter((line) => !line.includes('zz_new_name'))
          expect(rest).toEqual(lines(text))
        },
      ),
      runs,
    )
  })

  it('can undo one change and keep a later one', () => {
    fc.assert(
      fc.property(arbitraryDocument(toolchain), ({ text, entries }) => {
        const [first, ...others] = entries
        if (first === undefined || typeof first.value === 'object') return
        const one = setAll(text, toolchain, [{ keys: first.keys, value: 'first' }])
        const two = setAll(text, toolchain, [{ keys: ['zz_new_name'], value: 'later' }])
        const both = one.ok
          ? setAll(one.value.text, toolchain, [{ keys: ['zz_new_name'], value: 'later' }])
          : one
        if (!one.ok || !two.ok || !both.ok) throw new Error('a new name was refused')
        const back = mergeFormats({ base: one.value.text, ours: both.value.text, theirs: text }, toolchain)
        expect(back.ok ? valueIn(back.value.text, toolchain) : back.error).toEqual(
          treeOfEntries([first, ...others, { keys: ['zz_new_name'], value: 'later' }]),
        )
      }),
      runs,
    )
  })

  it('never throws, whatever the text is', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'[]{}"\'`=:#;\\\n\r\t .ab0,-'), maxLength: 60 }),
      arbitraryDocument(toolchain).chain(({ text }) =>
        fc.nat({ max: text.length }).map((at) => text.slice(0, at) + text.slice(at + 1)),
      ),
    )
    fc.assert(
      fc.property(noise, (text) => {
        const read = readAnyResources(text, toolchain)
        if (!read.ok) expect(read.error.message).not.toContain('YAML')
        const applied = setAll(text, toolchain, [{ keys: ['zz_new_name'], value: 'x' }])
        if (applied.ok) expect(valueIn(applied.value.text, toolchain)).toMatchObject({ zz_new_name: 'x' })
      }),
      { numRuns: 200 },
    )
  })
})

describe('another reader agrees', () => {
  it('about TOML: the parser alone', () => {
    fc.assert(
      fc.property(arbitrarySets('AppConfig/TOML'), ([document, values]) => {
        const entries = changedEntries(document, values)
        const sets = entries.filter((_, at) => Object.hasOwn(values, String(at)))
        const applied = setAll(document.text, 'AppConfig/TOML', sets)
        if (!applied.ok) return
        const parsed: Json = JSON.parse(JSON.stringify(parse(applied.value.text)))
        const dates = JSON.stringify(treeOfEntries(entries)).replaceAll('07:32:00Z', '07:32:00.000Z')
        expect(JSON.parse(JSON.stringify(parsed).replaceAll('07:32:00Z', '07:32:00.000Z'))).toEqual(
          JSON.parse(dates),
        )
      }),
      runs,
    )
  })

  it("about env files: Node's own", () => {
    fc.assert(
      fc.property(arbitrarySets('AppConfig/Env'), ([document, values]) => {
        const entries = changedEntries(document, values)
        const sets = entries.filter((_, at) => Object.hasOwn(values, String(at)))
        const applied = setAll(document.text, 'AppConfig/Env', sets)
        expect({ ...parseEnv(applied.ok ? applied.value.text : '') }).toEqual(treeOfEntries(entries))
      }),
      runs,
    )
  })
})
