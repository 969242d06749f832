import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson } from '#lib/base/exact-json.ts'
import { compareNumbers, wholeNumber } from '#lib/base/exact-number.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n
const int64 = fc.bigInt({ min: least, max: most })

describe('a whole number of 64 bits', () => {
  it.each([least, least + 1n, -(2n ** 53n) - 1n, 2n ** 53n + 1n, most])('%s goes through JSON', (value) => {
    const text = `{"a":[${value},{"b":${value}}],"c":"${value}"}`
    expect(JSON.stringify(parseExactJson(text))).toBe(text)
  })

  it('survives being written and read, wherever it is and whatever is beside it', () => {
    const whole = int64.map(wholeNumber)
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        whole,
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (each === 0 ? 0 : each)),
        fc.string(),
        fc.constantFrom(null, true, '9007199254740993', '[1e3', ':12345678901234567890'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(tree.map(canonical), (value) => {
        for (const space of [0, 2]) expect(parseExactJson(JSON.stringify(value, null, space))).toEqual(value)
      }),
    )
  })

  it('has one form, so equal numbers are identical and order is exact', () => {
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const [x, y] = [wholeNumber(a), parseExactJson(String(b))]
        expect(x === y).toBe(a === b)
        if (typeof y !== 'number' && typeof y !== 'bigint') throw new Error('no number')
        expect(compareNumbers(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})

it.each([
  ['9223372036854775808', 2 ** 63],
  ['18446744073709551615', 2 ** 64],
  ['1e18', 1000000000000000000n],
  ['9007199254740993.0', 9007199254740992n],
  ['1E3', 1000],
  ['0.1', 0.1],
  ['1e21', 1e21],
])('%s is read as Kubernetes reads it', (text, value) => {
  expect(parseExactJson(`[${text}]`)).toEqual([value])
})

it('a text that is not JSON is refused', () => {
  for (const text of ['{"a":12345678901234567890', '12345678901234567x', ''])
    expect(() => parseExactJson(text)).toThrow(SyntaxError)
})

/** Doubles beyond 2^53 in the form that numbers have here. */
function canonical(value: unknown): unknown {
  if (typeof value === 'number') return parseExactJson(JSON.stringify(value))
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, canonical(each)]))
}
