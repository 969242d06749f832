import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareQuantities, timesQuantity } from '#hub/expressions/quantity.ts'
import { changesOf, runFunction } from '#hub/functions/testing/run-function.ts'

const document = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: main
      image: nginx
      resources:
        requests: {cpu: 1000m, memory: 256Mi}
        limits:
          memory: 512Mi
    - name: side
      image: envoy
`

const at = (container: string, list: string, what: string) =>
  `Pod /p spec.containers.?name=${container}.resources.${list}.${what}`

describe('set-container-resources', () => {
  it.each([
    [
      ['main', 'all', '1', '1Gi', 2],
      [
        `${at('main', 'requests', 'memory')}: "256Mi" -> "1Gi"`,
        `${at('main', 'limits', 'memory')}: "512Mi" -> "2Gi"`,
        `${at('main', 'limits', 'cpu')}: undefined -> "2"`,
      ],
    ],
    [['main', 'all', '', '256Mi', 0], [`${at('main', 'limits', 'memory')}: "512Mi" -> undefined`]],
    [['main', 'cap', '500m', '1Gi', 1], [`${at('main', 'requests', 'cpu')}: "1000m" -> "500m"`]],
    [['main', 'floor', '2', '100Mi', 0], [`${at('main', 'requests', 'cpu')}: "1000m" -> "2"`]],
    [
      ['side', 'floor', '0.1', '', 3],
      [
        'Pod /p spec.containers.?name=side.resources: undefined -> {"requests":{"cpu":"0.1"},"limits":{"cpu":"0.3"}}',
      ],
    ],
    [['side', 'cap', '1', '1Gi', 2], []],
    [
      ['main', 'more', '1', '1Gi', 2],
      ['set-container-resources: argument operation must be one of all, cap, floor'],
    ],
    [
      ['main', 'all', '1', '1Gi', 11],
      ['set-container-resources: argument limit-factor must be at most 10, not 11'],
    ],
    [['main', 'all', '-1', '', 1], [expect.stringContaining('cpu must match')]],
  ])('%j', (values, changes) => {
    const found = changesOf(runFunction('set-container-resources', values, document))
    expect(found.toSorted()).toEqual(changes.toSorted())
  })
})

describe('quantities', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1024Mi', 0],
    ['1G', '1Gi', -1],
    ['0.5', '499m', 1],
    ['1e3', '1k', 0],
    ['100', '1E2', 0],
    ['1E', '1Ei', -1],
    ['2Gx', '1', undefined],
  ])('%s against %s is %s', (a, b, order) => {
    expect(compareQuantities(a, b)).toBe(order)
  })

  it('times a number is that many of them added up', () => {
    const suffix = fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi')
    const amount = fc.tuple(fc.nat(99_999), fc.nat(999), suffix)
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 10 }), ([whole, part, unit], factor) => {
        const quantity = `${whole}.${String(part).padStart(3, '0')}${unit}`
        // One thousandth of the unit, counted: exact on both sides.
        const thousandths = BigInt(whole) * 1000n + BigInt(part)
        const product = timesQuantity(quantity, factor)
        const scaled = timesQuantity(product, 1000)
        expect(compareQuantities(scaled, `${thousandths * BigInt(factor)}${unit}`)).toBe(0)
      }),
    )
  })
})
