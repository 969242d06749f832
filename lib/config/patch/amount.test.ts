import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeNumber } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'
import { type Calculation, calculate, type Measure } from '#lib/config/patch/amount.ts'

const parameters = { numRuns: 400, seed: 20_261_130 }
const int64 = fc.oneof(
  fc.constantFrom(-(2n ** 63n), 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -20n, max: 20n }),
)
const fits = (value: bigint) => value >= -(2n ** 63n) && value < 2n ** 63n

const sizes: Readonly<Record<string, bigint>> = {
  '': 1n,
  k: 1000n,
  M: 1000n ** 2n,
  G: 1000n ** 3n,
  Ki: 1024n,
  Mi: 1024n ** 2n,
  Gi: 1024n ** 3n,
}
/** Read in another way than the program does: only whole numbers and their units. */
function bytesOf(value: Json): bigint {
  const [, digits = '', unit = ''] = /^(-?\d+)([A-Za-z]*)$/.exec(String(value)) ?? []
  return BigInt(digits) * (sizes[unit] ?? 0n)
}
const quantity = fc
  .tuple(fc.nat({ max: 4096 }), fc.constantFrom(...Object.keys(sizes)))
  .map(([digits, unit]) => `${digits}${unit}`)

describe('whole numbers', () => {
  it('are added to the digit, or refused where 64 bits end', () => {
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const added = calculate('add', wholeNumber(a), wholeNumber(b))
        expect(added.ok).toBe(fits(a + b))
        if (added.ok) expect(added.value).toBe(wholeNumber(a + b))
      }),
      parameters,
    )
  })

  it('are multiplied to the digit, or refused where 64 bits end', () => {
    fc.assert(
      fc.property(int64, fc.bigInt({ min: -9n, max: 9n }), (a, b) => {
        const times = calculate('multiply', wholeNumber(a), wholeNumber(b))
        expect(times.ok).toBe(fits(a * b))
        if (times.ok) expect(times.value).toBe(wholeNumber(a * b))
      }),
      parameters,
    )
  })

  it('stay whole, and stay text where they are text', () => {
    fc.assert(
      fc.property(int64, fc.integer({ min: -50, max: 50 }), (a, tenths) => {
        const number = calculate('multiply', wholeNumber(a), tenths / 10)
        const text = calculate('multiply', String(a), tenths / 10)
        if (number.ok) expect(['number', 'bigint']).toContain(typeof number.value)
        if (number.ok) expect(String(number.value)).toMatch(/^-?\d+$/)
        expect(text).toEqual(number.ok ? { ok: true, value: String(number.value) } : number)
      }),
      parameters,
    )
  })
})

describe('a least and a most', () => {
  it('leave what is within them as it is, and change the rest to the amount, once', () => {
    const value = fc.oneof(quantity, int64.map(wholeNumber))
    fc.assert(
      fc.property(fc.constantFrom('at-least', 'at-most'), value, quantity, (which, there, by) => {
        const once = calculate(which, there, by, 'bytes')
        if (!once.ok) throw new Error(once.error)
        expect([there, by]).toContainEqual(once.value)
        expect(calculate(which, once.value, by, 'bytes')).toEqual(once)
        const [is, limit] = [bytesOf(once.value), bytesOf(by)]
        expect(which === 'at-least' ? is >= limit : is <= limit).toBe(true)
      }),
      parameters,
    )
  })
})

it('quantities are added to the byte, in a unit of one of them or a smaller one, or refused', () => {
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      const added = calculate('add', a, b, 'bytes')
      if (added.ok) expect(bytesOf(added.value)).toBe(bytesOf(a) + bytesOf(b))
      else expect(added.error).toMatch(/^cannot be written exactly in/)
    }),
    parameters,
  )
})

describe.each<[Calculation, Json, Json, Measure | undefined, Json]>([
  ['add', 3, -1, undefined, 2],
  ['add', '3', 1, undefined, '4'],
  ['add', 0.5, 0.25, undefined, 0.75],
  ['add', 0.1, 0.2, undefined, 0.3],
  ['add', '500m', '250m', undefined, '750m'],
  ['add', 2, '500m', 'cpu', '2500m'],
  ['add', '1500m', 1, 'cpu', '2500m'],
  ['add', '1Gi', '512Mi', undefined, '1536Mi'],
  ['multiply', 4, 1.5, undefined, 6],
  ['multiply', '1Gi', 1.5, undefined, '1536Mi'],
  ['multiply', '1.5Gi', 2, undefined, '3Gi'],
  ['multiply', 1, 1.5, 'cpu', '1500m'],
  ['multiply', '1G', 1.5, 'bytes', '1500M'],
  ['multiply', 0.25, 0.5, undefined, 0.125],
  ['at-least', '512M', '1Gi', 'bytes', '1Gi'],
  ['at-least', 2, '500m', 'cpu', 2],
  ['at-most', 2, '500m', 'cpu', '500m'],
  ['at-least', '3', 5, undefined, '5'],
])('%s %j by %j (%s)', (calculation, there, by, measure, value) => {
  it(`is ${JSON.stringify(value)}`, () => {
    expect(calculate(calculation, there, by, measure)).toEqual({ ok: true, value })
  })
})

it.each<[string, Calculation, Json, Json, Measure | undefined]>([
  ['text', 'add', 'auto', 1, undefined],
  ['text with a leading zero, which may be octal', 'add', '007', 1, undefined],
  ['a duration', 'add', '90s', 1, undefined],
  ['an exponent, which may be exa', 'add', '1E3', 1, undefined],
  ['nothing', 'add', null, 1, undefined],
  ['a boolean', 'at-least', true, 1, undefined],
  ['a list', 'at-most', [], 1, undefined],
  ['a number that a double rounds', 'add', 2 ** 70, 1, undefined],
  ['a fraction of a whole number', 'multiply', 3, 0.5, undefined],
  ['minutes or thousandths', 'at-least', '5m', 1, undefined],
  ['thousands of 1000 or of 1024', 'multiply', '1M', 1.5, undefined],
  ['a part of a thousandth of a processor', 'multiply', '5m', 1.5, 'cpu'],
  ['a sum that no unit has', 'add', '1Gi', '1M', 'bytes'],
])('%s is refused', (_, calculation, there, by, measure) => {
  expect(calculate(calculation, there, by, measure)).toEqual({ ok: false, error: expect.any(String) })
})
