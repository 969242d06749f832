import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { mask } from '#lib/config/mask/spans.ts'
import { withHiddenLines } from '#lib/config/patch/hidden-lines.ts'
import { documents } from '#lib/config/testing/arbitrary-documents.ts'
import { realisticDocuments } from '#lib/config/testing/realistic-documents.ts'
import { madeUp, secretKinds } from '#lib/config/testing/secret-kinds.ts'

const fingerprint = (secret: string) => {
  let hash = 7
  for (const letter of secret) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 33_554_432
  return hash.toString(32).padStart(5, '0')
}
const parameters = { numRuns: 150, seed: 20_261_129 }

const planted = fc
  .tuple(fc.constantFrom(...secretKinds), fc.nat({ max: 1_000_000 }))
  .map(([kind, seed]) => kind.plant(madeUp(seed)).text)
const realistic = fc.constantFrom(...realisticDocuments(48).map(({ text }) => text))
const anything = fc.oneof(planted, planted, realistic, documents)
const options = fc.constantFrom({}, { fingerprint })

/** As an editor gives a text back: without a mark of byte order, with one kind of line end. */
function edited(text: string, end: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n|\n|\r/g, end)
}

/** A line goes, moves, or changes. */
function disturbed(lines: readonly string[], cut: number): string[] {
  const at = cut % Math.max(lines.length, 1)
  const moved = lines[at] ?? ''
  const rest = lines.toSpliced(at, 1)
  if (cut % 3 === 0) return [moved.replace(/^(\s*)/, '$1x'), ...rest]
  return cut % 3 === 1 ? rest.toSpliced((at * 7) % (rest.length + 1), 0, moved) : rest
}

describe('a text that a person typed from a masked document', () => {
  it('is the document itself while nothing is typed, to the byte', () => {
    fc.assert(
      fc.property(anything, options, fc.constantFrom('\n', '\r\n'), (text, masking, end) => {
        const shown = edited(maskConfig(text, masking).text, end)
        expect(withHiddenLines(text, shown, masking)).toEqual({ ok: true, value: text })
      }),
      parameters,
    )
  })

  it('has the new lines as typed, and every line that was left with its bytes', () => {
    fc.assert(
      fc.property(anything, options, fc.nat(), (text, masking, seed) => {
        const lines = text.split('\n')
        const shown = maskConfig(text, masking).text.split('\n')
        const at = seed % lines.length
        const typed = [...shown.slice(0, at), '# typed', ...shown.slice(at)].join('\n')
        const whole = withHiddenLines(text, typed, masking)
        expect(whole).toEqual({
          ok: true,
          value: [...lines.slice(0, at), '# typed', ...lines.slice(at)].join('\n'),
        })
      }),
      parameters,
    )
  })

  it('never has a mask that the document has not, whatever is typed', () => {
    fc.assert(
      fc.property(anything, options, fc.array(fc.nat(), { maxLength: 4 }), (text, masking, cuts) => {
        const shown = maskConfig(text, masking).text.split('\n')
        const whole = withHiddenLines(text, cuts.reduce(disturbed, shown).join('\n'), masking)
        if (!text.includes(mask) && whole.ok) expect(whole.value).not.toContain(mask)
        if (!whole.ok) expect(whole.error.line).toBeGreaterThan(0)
      }),
      parameters,
    )
  })
})

const secret = `apiVersion: v1
kind: Secret
metadata:
  name: db
stringData:
  password: correct horse
  token: battery staple
`
const shown = maskConfig(secret, { fingerprint }).text

it.each([
  ['the name above a mask', shown.replace('  token:', '  key:'), 7],
  ['what is behind a mask', shown.replace(/(password: .*)/, '$1!'), 6],
  ['a copy of a masked line with another indentation', `${shown}    ${shown.split('\n')[5]}\n`, 8],
])('%s is refused with its line', (_, typed, line) => {
  const whole = withHiddenLines(secret, typed, { fingerprint })
  expect(whole).toMatchObject({
    ok: false,
    error: { line, message: expect.stringMatching(/type the value/i) },
  })
})

it('a value that is typed in the place of a mask is written, and the others stay', () => {
  const typed = shown.replace(/password: .*/, 'password: another one')
  expect(withHiddenLines(secret, typed, { fingerprint })).toEqual({
    ok: true,
    value: secret.replace('correct horse', 'another one'),
  })
})

it('masks that look alike and stand for different secrets are not exchanged', () => {
  const pair = `a:\n  password: one-secret\nb:\n  password: two-secret\n`
  const [a = '', p = '', b = '', q = ''] = maskConfig(pair).text.split('\n')
  expect(withHiddenLines(pair, [b, p, a, q, ''].join('\n'))).toMatchObject({ ok: false, error: { line: 2 } })
  expect(withHiddenLines(pair, [`${a} # first`, p, b, q, ''].join('\n'))).toEqual({
    ok: true,
    value: pair.replace('a:', 'a: # first'),
  })
})

describe('of several masked lines that look alike', () => {
  const key = `apiVersion: v1
kind: Secret
stringData:
  key: |
    first-line-of-a-key
    second-line-of-a-key
    third-line-of-a-key
  user: alice
`
  const lines = maskConfig(key).text.split('\n')
  const typed = (from: number, count: number, ...inserted: string[]) =>
    lines.toSpliced(from, count, ...inserted).join('\n')

  it('has three in this example', () => {
    expect(new Set(lines.slice(4, 7)).size).toBe(1)
    expect(lines[4]).toContain(mask)
  })

  it.each([
    ['one goes, for it may be any of them', typed(4, 1)],
    ['two go', typed(4, 2)],
    ['one goes together with a line beside them', typed(6, 2)],
    ['two become one that is typed', typed(4, 2, '    typed')],
    ['the last two become one that is typed', typed(5, 2, '    typed')],
  ])('%s: refused', (_, text) => {
    expect(withHiddenLines(key, text)).toMatchObject({ ok: false, error: { line: expect.any(Number) } })
  })

  it.each([
    ['all go', typed(4, 3, '    typed'), key.replace(/( {4}.*\n){3}/, '    typed\n')],
    [
      'one becomes one that is typed',
      typed(5, 1, '    typed'),
      key.replace('    second-line-of-a-key', '    typed'),
    ],
    ['another line goes', typed(7, 1), key.replace(/.*user.*\n/, '')],
  ])('%s: written', (_, text, value) => {
    expect(withHiddenLines(key, text)).toEqual({ ok: true, value })
  })

  it('no removal of lines ever keeps another secret than the one that was left', () => {
    const block = fc.constantFrom('    same', '    other', 'a: b', '  password: x')
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (shape, from, count) => {
          // Each secret is another one, and looks like those of its shape.
          const text = shape.map((line, at) => (line.startsWith('  p') ? `  password: se-${at}-cret` : line))
          const shown = maskConfig(text.join('\n')).text.split('\n')
          const at = from % text.length
          const gone = 1 + (count % (text.length - at))
          const whole = withHiddenLines(text.join('\n'), shown.toSpliced(at, gone).join('\n'))
          if (whole.ok) expect(whole.value.trimEnd()).toBe(text.toSpliced(at, gone).join('\n').trimEnd())
        },
      ),
      parameters,
    )
  })
})
