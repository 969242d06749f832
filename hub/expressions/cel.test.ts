import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonValue, resourceExpression } from '#hub/expressions/cel.ts'
import { nanosOf, Quantity } from '#hub/expressions/quantity.ts'

const pod = {
  kind: 'Pod',
  spec: {
    containers: [
      { name: 'main', resources: { limits: { cpu: '500m', memory: '128Mi' } } },
      { name: 'side', resources: {} },
    ],
  },
  list: 'no map',
}

function answer(expression: string, beside = {}): unknown {
  const read = resourceExpression(expression)
  if (!read.ok) return read.message
  const evaluated = read.value(pod, beside)
  return evaluated.ok ? jsonValue(evaluated.value) : evaluated.message
}

describe('has()', () => {
  it.each([
    ['has(r.spec.containers[0].name)', true],
    ['has(r.spec.containers[1].image)', false],
    ['has(r.spec.containers[0].resources.limits.cpu)', true],
    ['has(r.spec["containers"][0].name)', true],
    ['has(r.spec.containers.filter(c, c.name == "side")[0].resources.limits)', false],
    ['r.spec.containers.all(c, has(c.name)) && !has(r.spec.containers[1].ports)', true],
    ['has(r.spec.containers[?5].name)', false],
    ['has( /* first */ r.spec.containers[0].name)', expect.stringContaining('Unexpected')],
    ["'x'.matches('^x$') && has(r.spec.containers[0].name) && 'y'.matches('y')", true],
    ['has(r.spec.containers[0].resources.requests.cpu)', 'No such key: requests'],
    ['has(r.spec.containers[7].name)', expect.stringContaining('index out of bounds')],
    ['has(r.list[0].name)', expect.any(String)],
    ['has([r.list][0].name)', 'has() looks for name in something that is no map'],
    ['has(r.spec.containers[0])', 'has() takes a field, such as has(r.spec.replicas)'],
    ['has(1 + 1)', expect.stringContaining('has()')],
  ])('%s is %j', (expression, expected) => {
    expect(answer(expression)).toEqual(expected)
  })
})

describe("quantity(), as Kubernetes' CEL library has it,", () => {
  it.each([
    ["quantity('50k').isInteger()", true],
    ["quantity('500m').isInteger()", false],
    ["quantity('9999999999999999999999999999999999999G').isInteger()", true],
    ["quantity('50k').asInteger()", 50_000],
    ["quantity('500m').asInteger()", expect.stringContaining('is not an integer of 64 bits')],
    ["quantity('50.25k').asApproximateFloat()", 50_250],
    ["quantity('-1.5').sign()", -1],
    ["quantity('0Mi').sign() == 0 && quantity('1n').sign() == 1", true],
    ["quantity('1M').compareTo(quantity('1Mi'))", -1],
    ["quantity('128Mi') == quantity('134217728')", true],
    ["quantity('128Mi') != quantity('128M')", true],
    ["quantity('1Mi').isGreaterThan(quantity('1M')) && quantity('1M').isLessThan(quantity('1Mi'))", true],
    ["quantity('50k').add(quantity('20')) == quantity('50020')", true],
    ["quantity('50k').add(20).sub(quantity('50k')).sub(-1) == quantity('21')", true],
    ["isQuantity('1.3Gi') && isQuantity('.5') && isQuantity('5.') && isQuantity('2e3')", true],
    ["isQuantity('1,3Gi') || isQuantity('') || isQuantity('1 Gi') || isQuantity('Gi')", false],
    ["quantity('1.2.3')", '"1.2.3" is not a quantity'],
    ["r.spec.containers.exists(c, quantity(c.resources.limits['cpu']).isLessThan(quantity('1')))", true],
    ['quantity(1)', expect.stringContaining('quantity(int)')],
    ["quantity('1.5Gi').add(quantity('1n'))", '1610612736.000000001'],
  ])('%s is %j', (expression, expected) => {
    expect(answer(expression)).toEqual(expected)
  })

  it('knows every suffix by its size', () => {
    const sizes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix) => nanosOf(`7${suffix}`))
    expect(sizes).toEqual(sizes.map((_, index) => 7n * 1000n ** BigInt(index)))
    const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((suffix) => nanosOf(`7${suffix}`))
    expect(binary).toEqual(binary.map((_, index) => 7_000_000_000n * 1024n ** BigInt(index)))
  })

  it('adds up exactly, and prints as an equal quantity', () => {
    const small = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map((nanos) => new Quantity(nanos))
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(a.plus(b).minus(b).nanos).toBe(a.nanos)
        expect(nanosOf(String(a))).toBe(a.nanos)
        expect(a.compareTo(b)).toBe(-b.compareTo(a))
      }),
    )
  })

  it('takes no longer for a malformed text than for any other', () => {
    expect(nanosOf('9'.repeat(1_000_000))).toBeUndefined()
    expect(nanosOf('1e999')).toBe((2n ** 63n - 1n) * 10n ** 9n)
    expect(nanosOf('1e-999')).toBe(1n)
  })
})

describe('params and functionContext', () => {
  it('are what the function is given', () => {
    const beside = { params: { least: '2' }, functionContext: { UnitSlug: 'shop' } }
    expect(answer('int(params.least) == size(r.spec.containers)', beside)).toBe(true)
    expect(answer('functionContext.UnitSlug + params.least', beside)).toBe('shop2')
    expect(answer('params.most')).toBe('No such key: most')
  })
})
