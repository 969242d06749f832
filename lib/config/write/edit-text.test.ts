import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { isJsonMap, type Json, member } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'
import { setAtPath } from '#lib/config/testing/edit-at.ts'
import { readOtherwise } from '#lib/config/testing/other-reader.ts'

vi.setConfig({ testTimeout: 60_000 })

function withValue(text: string, value: string): string {
  const set = setAtPath(text, 0, 'a.key', value)
  if (!set.ok) throw new Error(`${set.error.message}\n${text}`)
  return set.value.text
}

function keyIn(document: Json | undefined): string {
  const inner = isJsonMap(document) ? member(document, 'a') : undefined
  const value = isJsonMap(inner) ? member(inner, 'key') : undefined
  if (typeof value !== 'string') throw new Error('the document has no text at a.key')
  return value
}

function otherValue(text: string): string {
  return keyIn(readOtherwise(text)[0])
}

function ownValue(text: string): string {
  const read = readResources(text)
  const [resource] = read.ok ? read.value : []
  return keyIn(resource?.value)
}

const command = `a:
  key: >- # run
    until curl localhost:15021; do sleep 3; done;
    echo ready;
    exec app
  # below
  b: 1
`

describe('a text over several lines', () => {
  it.each([
    ['a word', '15021', '15022', '15021', '15022'],
    ['the last word of a line', 'ready;', 'on;', 'ready;', 'on;'],
    ['a word that goes', ' echo ready;', '', '    echo ready;\n', ''],
    ['a word that comes', 'echo', 'echo not', 'echo', 'echo not'],
    ['a line break at the end', 'exec app', 'exec app\n', '>-', '>'],
    ['a line that comes', 'ready; ', 'ready;\nso\n\n', 'ready;\n', 'ready;\n\n    so\n\n\n    '],
  ])('keeps its other lines with %s', (_, old, fresh, source, expected) => {
    const result = withValue(command, otherValue(command).replace(old, fresh))

    expect(otherValue(result)).toBe(otherValue(command).replace(old, fresh))
    const wanted = command.replace(source, expected)
    expect(result.replace(/\s+/g, ' ')).toBe(wanted.replace(/\s+/g, ' '))
    if (!/\n/.test(expected)) expect(result).toBe(wanted)
  })

  const [words, styles] = [
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 6 }),
    ['>', '>-', '>+', '|', '|-', '|+', '|2', '>4-', 'plain', 'single', 'double'],
  ]
  const sources = fc.record({
    style: fc.constantFrom(...styles),
    lines: words,
    columns: fc.integer({ min: 0, max: 3 }),
    eol: fc.constantFrom('\n', '\r\n'),
    odd: fc.constantFrom('', ' # c', '  more', 'é\u0085', '\tt'),
    empty: fc.boolean(),
  })

  type Source = typeof sources extends fc.Arbitrary<infer T> ? T : never

  /** Lines of words that each occur once, the second line with something odd. */
  function linesOf({ style, lines, odd, empty }: Source): string[] {
    const written = lines.map((count, line) =>
      Array.from({ length: count }, (_, at) => `w${line}x${at}y`).join(line === 1 ? '  ' : ' '),
    )
    const second = written[1] ?? ''
    const inQuotes: Readonly<Record<string, string>> = {
      plain: second,
      single: `${second} it''s`,
      double: `${second} \\u00e9\\n\\"`,
    }
    written[1] = inQuotes[style] ?? (odd === ' # c' ? second + odd : odd + second)
    return empty ? written.toSpliced(1, 0, '') : written
  }

  function sourceOf(source: Source): string {
    const { style, columns, eol } = source
    const quote = { single: "'", double: '"', plain: '' }[style]
    const digit = Number(/\d/.exec(style)?.[0] ?? 2 + columns)
    const pad = ' '.repeat(2 + digit)
    const body = linesOf(source)
      .map((line) => (line === '' ? '' : pad + line))
      .join('\n')
    const text = quote === undefined ? `${style} # note\n${body}` : quote + body.slice(pad.length) + quote
    return `# top\na:\n  other: 1\n  key: ${text}\n  # below\n  next: 2\n`.replaceAll('\n', eol)
  }

  it('changes only one word, in every style', () => {
    fc.assert(
      fc.property(
        sources,
        fc.nat(),
        fc.constantFrom('new', "it's", 'a.b/c', '日本'),
        (source, number, fresh) => {
          const text = sourceOf(source)
          const all = text.match(/w\dx\dy/g) ?? []
          const word = all[number % all.length] ?? ''
          const isEscaped = source.style === 'single'

          const result = withValue(text, ownValue(text).replace(word, fresh))

          expect(result).toBe(text.replace(word, isEscaped ? fresh.replace("'", "''") : fresh))
          expect(otherValue(result)).toBe(otherValue(text).replace(word, fresh))
          expect(withValue(result, ownValue(text))).toBe(text)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads as wanted after any edit, for a second reader too', () => {
    fc.assert(
      fc.property(
        sources,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', '\n', ' x\n\ny ', 'one two', '\n  deeper\n', ': ', ' # '),
        (source, from, length, fresh) => {
          const text = sourceOf(source)
          const old = ownValue(text)
          const start = from % old.length
          const wanted = old.slice(0, start) + fresh + old.slice(start + (length % 12))
          const outside = (each: string) => [
            each.slice(0, each.indexOf('  key:')),
            each.slice(each.indexOf('  # below')),
          ]

          const result = withValue(text, wanted)

          expect(ownValue(result)).toBe(wanted)
          expect(otherValue(result)).toBe(wanted)
          expect(outside(result)).toEqual(outside(text))
        },
      ),
      { numRuns: 300 },
    )
  })
})
