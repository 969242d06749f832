import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '#hub/api/http/json-text.ts'
import { parseExactJson } from '#lib/base/exact-json.ts'

const million = 1_000_000
const refused = (text: string) => {
  const read = parseJson(text)
  return read.ok ? 'read' : read.message
}

describe('JSON bodies', () => {
  it('are read as JSON, with every whole number of 64 bits exact', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/\\u(?:0000|d)/.test(text))
        expect(parseJson(text)).toEqual({ ok: true, value: parseExactJson(text) })
      }),
    )
    expect(parseJson('[9223372036854775807]')).toEqual({ ok: true, value: [9223372036854775807n] })
  })

  it('may be empty', () => expect(parseJson(' \n')).toEqual({ ok: true, value: null }))

  it('may hold brackets, quotes and backslashes in their strings', () => {
    const text = JSON.stringify({ a: '['.repeat(500), 'b"\\': '"{\\'.repeat(500), c: 'é\\u0000' })
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it('are refused when they are too deep or have too many values', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(refused(deep(100))).toBe('read')
    expect(refused(deep(101))).toMatch('more than 100 levels')
    expect(refused(`[${'[],'.repeat(million)}1]`)).toMatch('more than 50000 values')
  })

  it('are refused when the database cannot hold them', () => {
    expect(refused('{"a":"\\u0000"}')).toMatch('NUL character')
    expect(refused('{"a":"\\uD800"}')).toMatch('half of a surrogate pair')
    expect(refused('{"a":"\\ud83d\\ude00 \\\\u0000"}')).toBe('read')
  })

  it('never cause anything but a refusal', () => {
    expect(refused(`"${'\\"'.repeat(million)}`)).toMatch('not JSON')
    expect(refused(`{"a":"${'x'.repeat(60 * million)}`)).toMatch('not JSON')
    expect(refused('['.repeat(30 * million))).toMatch('more than 100 levels')
    expect(refused(`${'\\'.repeat(million)}"`)).toMatch('not JSON')
  })
})
