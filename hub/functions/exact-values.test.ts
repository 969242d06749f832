import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runFunction } from '#hub/functions/testing/run-function.ts'
import { wholeNumber } from '#lib/base/exact-number.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n
const int64 = fc.oneof(
  fc.constantFrom(least, -(2n ** 53n) - 1n, 2n ** 53n + 1n, most),
  fc.bigInt({ min: least, max: most }),
)
const thing = (limit: string) =>
  `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  limit: ${limit} # kept\n`

const valuesOf = (ran: ReturnType<typeof runFunction>) =>
  typeof ran === 'string' ? ran : JSON.stringify(ran.outputs.AttributeValueList)

describe('whole numbers of 64 bits', () => {
  it('are set as given, as number or text, and read back digit by digit', () => {
    fc.assert(
      fc.property(int64, int64, fc.boolean(), (from, to, isText) => {
        const value = isText ? String(to) : wholeNumber(to)
        const ran = runFunction('set-int-path', ['*', 'spec.limit', value], thing(String(from)))
        expect(typeof ran === 'string' ? ran : ran.text).toBe(thing(String(to)))
        expect(valuesOf(runFunction('get-int-path', ['*', 'spec.limit'], thing(String(to))))).toContain(
          `"DataType":"int","Value":${to}}`,
        )
        if (typeof ran !== 'string' && from !== to)
          expect(ran.mutations[0]?.PathMutationMap['spec.limit']?.Value).toBe(String(to))
      }),
      { numRuns: 60 },
    )
  })

  it('stay exact in CEL', () => {
    for (const value of [least, 2n ** 53n + 1n, most]) {
      const expression = `r.spec.limit == ${value} && r.spec.limit != ${value === most ? value - 1n : value + 1n}`
      const ran = runFunction('vet-cel', [expression], thing(String(value)))
      expect(typeof ran === 'string' ? ran : ran.outputs.ValidationResult).toMatchObject({ Passed: true })
    }
  })

  it.each(['9223372036854775808', '-9223372036854775809', 2 ** 63])('%s is refused', (value) => {
    expect(runFunction('set-int-path', ['*', 'spec.limit', value], thing('1'))).toContain(
      'must be a whole number of at most 64 bits, not',
    )
  })
})

it.each([
  ['get-bool-path', 'on', '"DataType":"bool","Value":true'],
  ['get-int-path', '1_000', '"DataType":"int","Value":1000'],
  ['get-int-path', '0o17', '"DataType":"int","Value":15'],
  ['get-string-path', '"on"', '"DataType":"string","Value":"on"'],
])('%s reads %s as Kubernetes does', (name, text, found) => {
  expect(valuesOf(runFunction(name, ['*', 'spec.limit'], thing(text)))).toContain(found)
})

it('set-env-var writes a text that Kubernetes would take for a boolean in quotes, and that is a change', () => {
  const web = (value: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: web:1\n        env:\n        - name: DEBUG\n          value: ${value}\n`
  const ran = runFunction('set-env-var', ['web', 'DEBUG', 'on'], web('on'))
  expect(typeof ran === 'string' ? ran : ran.text).toBe(web('"on"'))
})
