import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { readResources } from '#lib/config/document/document.ts'
import { maskConfig, maskPair, maskText, maskValue } from '#lib/config/mask/mask.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'
import { maskPatch } from '#lib/config/patch/mask-patch.ts'
import { documents } from '#lib/config/testing/arbitrary-documents.ts'
import { harmlessKinds } from '#lib/config/testing/harmless-kinds.ts'
import { madeUp, type Planted, secretKinds } from '#lib/config/testing/secret-kinds.ts'

// Under load a run of a hundred documents takes seconds, not the five that are the default limit.
vi.setConfig({ testTimeout: 60_000 })
const parameters = { numRuns: 120, seed: 20_261_129 }

const planted = fc
  .tuple(fc.constantFrom(...secretKinds), fc.nat({ max: 1_000_000 }))
  .map(([kind, seed]) => kind.plant(madeUp(seed)))
const harmless = fc.constantFrom(...harmlessKinds).map(({ text }) => text)
const others = fc.array(
  documents.filter((text) => readResources(text).ok && isSeparable(text)),
  { maxLength: 2 },
)

/** Directives and byte order marks are allowed only at the top of a stream. */
function isSeparable(text: string): boolean {
  return !/^(?:%|\uFEFF)/.test(text) && !/^(?:---|\.\.\.)/m.test(text)
}

function stream(texts: readonly string[]): string {
  return texts.map((text) => (text.endsWith('\n') || text === '' ? text : `${text}\n`)).join('---\n')
}

function leaked(shown: unknown, { secrets }: Planted): string[] {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown)
  return secrets.filter((secret) => text.includes(secret))
}

const fingerprint = (secret: string) => {
  let hash = 7
  for (let at = 0; at < secret.length; at += 1) hash = (Math.imul(hash, 31) + secret.charCodeAt(at)) >>> 0
  return hash.toString(36).padStart(7, '0')
}

describe('a planted secret', () => {
  it('is not in the masked document, which stays readable; masking again changes nothing', () => {
    fc.assert(
      fc.property(others, planted, harmless, (texts, secret, readable) => {
        const text = stream([...texts, secret.text, readable])
        const masked = maskConfig(text, { fingerprint }).text

        expect(leaked(masked, secret)).toEqual([])
        expect(masked.split('\n')).toHaveLength(text.split('\n').length)
        expect(masked.endsWith(readable)).toBe(true)
        expect(readResources(masked).ok).toBe(readResources(text).ok)
        expect(maskConfig(masked, { fingerprint }).text).toBe(masked)
        expect(maskConfig(masked).text).toBe(masked)
      }),
      parameters,
    )
  })

  it('is not in it when it is written in another style', () => {
    const style = fc.record({
      collectionStyle: fc.constantFrom<'any' | 'flow'>('any', 'flow'),
      indent: fc.integer({ min: 1, max: 5 }),
      lineWidth: fc.constantFrom(0, 20, 80),
      defaultStringType: fc.constantFrom<'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE'>(
        'PLAIN',
        'QUOTE_DOUBLE',
        'QUOTE_SINGLE',
      ),
    })
    fc.assert(
      fc.property(planted, style, fc.boolean(), (secret, options, isJson) => {
        const read = readResources(secret.text)
        if (!read.ok) throw new Error(read.error.message)
        const values = read.value.map(({ value }) => value)
        const text = isJson
          ? JSON.stringify({ kind: 'List', items: values })
          : stringify({ kind: 'List', items: values }, options)

        expect(leaked(maskConfig(text).text, secret)).toEqual([])
        expect(leaked(maskText(JSON.stringify(values)), secret)).toEqual([])
      }),
      parameters,
    )
  })

  it('is not in the values read from it', () => {
    fc.assert(
      fc.property(planted, (secret) => {
        // Secrets that only an alias or a comment identifies are not visible in the values; all others are masked.
        const read = readResources(secret.text)
        const values = read.ok
          ? read.value.map(({ resourceType, value }) => maskValue(resourceType, '', value))
          : []
        if (!/[&#]|^---/m.test(secret.text)) expect(leaked(values, secret)).toEqual([])
      }),
      parameters,
    )
  })

  it('is reported as changed, and not shown, when two documents differ', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...secretKinds),
        fc.nat({ max: 1_000_000 }),
        harmless,
        (kind, seed, readable) => {
          const [old, fresh] = [kind.plant(madeUp(seed)), kind.plant(madeUp(seed + 1))]
          const [before, after] = [stream([old.text, readable]), stream([fresh.text, readable])]
          const changes = shownDiff(before, after)
          const pair = maskPair(before, after, { fingerprint })

          expect([...leaked(changes, old), ...leaked(changes, fresh)]).toEqual([])
          expect([...leaked(pair, old), ...leaked(pair, fresh)]).toEqual([])
          expect(pair.before.text).not.toBe(pair.after.text)
          const differs = JSON.stringify(readResources(before)) !== JSON.stringify(readResources(after))
          expect(changes.length > 0).toBe(differs)
        },
      ),
      parameters,
    )
  })

  it('is not shown when it moves out of a Secret, or into one', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.boolean(), (seed, isOut) => {
        const value = madeUp(seed).slice(0, 14)
        const secret = { text: '', secrets: [value, btoa(value)] }
        const holding = (kind: string) =>
          `kind: ${kind}\nmetadata: {name: a}\ndata: {entry: ${btoa(value)}, pin: abc}\n`
        const [before, after] = [holding('Secret'), holding('ConfigMap')]
        const [from, to] = isOut ? [before, after] : [after, before]

        const pair = maskPair(from, to)
        expect(leaked(pair, secret)).toEqual([])
        expect(JSON.stringify(pair)).not.toContain('abc')
        expect(leaked(shownDiff(from, to), secret)).toEqual([])
      }),
      parameters,
    )
  })

  it('is not in a text that cannot be read', () => {
    const broken = fc.constantFrom<(text: string) => string>(
      (text) => `${text}  : [\n`,
      (text) => `}\n${text}`,
      (text) => text.replace(/\n/, '\n\t- }{\n'),
      (text) => `a: [\n${text}`,
      (text) => text.replaceAll('\n', '\r\n').replace(/$/, '\n"'),
    )
    fc.assert(
      fc.property(planted, broken, (secret, breaks) => {
        const text = breaks(secret.text)
        const masked = maskConfig(text, { fingerprint }).text

        expect(readResources(text).ok).toBe(false)
        expect(leaked(masked, secret), masked).toEqual([])
        expect(maskConfig(masked).text).toBe(masked)
      }),
      { ...parameters, numRuns: 300 },
    )
  })

  it('is not in a patch', () => {
    fc.assert(
      fc.property(planted, (secret) => {
        const read = readResources(secret.text)
        const values = read.ok ? read.value.map(({ value }) => value) : []
        const merge = maskPatch({ kind: 'merge', text: secret.text })
        const operations = values.map((value) => ({ op: 'add', path: '', value }))
        const json = maskPatch({ kind: 'json', text: JSON.stringify(operations) })

        expect(leaked(merge, secret)).toEqual([])
        expect(leaked(json, secret)).toEqual([])
      }),
      parameters,
    )
  })
})

describe('a harmless value', () => {
  it('stays readable among others, in any text', () => {
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 4 }), (texts) => {
        const text = stream(texts)

        expect(maskConfig(text).text).toBe(text)
        expect(shownDiff('', text).map(({ resourceName }) => resourceName)).not.toContain('••••••••')
      }),
      parameters,
    )
  })

  it.each(harmlessKinds)('stays readable where the text cannot be read: $name', ({ text }) => {
    const broken = `${text}}\n`

    expect(readResources(broken).ok).toBe(false)
    expect(maskConfig(broken).text).toBe(broken)
  })
})
