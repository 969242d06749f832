import { describe, expect, it } from 'vitest'
import { isJsonMap, type Json } from '#lib/base/json.ts'
import { readResources } from '#lib/config/document/document.ts'

/** How kubectl 1.32 reads each plain scalar: `kubectl label --local -o json`. */
const readings: readonly (readonly [Json, string])[] = [
  [true, 'y Y yes Yes YES on On ON true True TRUE'],
  [false, 'n N no No NO off Off OFF false False FALSE'],
  [null, '~ null Null NULL'],
  [0, '0 -0 +0 00 -00 -0.0 0.0 0_ 0E0 0e0 -0e0 .00 -0b0 0x0 1e-400'],
  [1, '1 1. 1.0 1_ 1__ 0__1 0b1 0B1 0b_1 +0b1 +0x1 +_1'],
  [-1, '-1 -_1 -0b1'],
  [5, '+5 +.5e1'],
  [7, '7 007 +0o7'],
  [10, '1__0 .1e+2 .1E2'],
  [15, '0o17 0O17 017 0_17 +017'],
  [-15, '-0o17 -017'],
  [31, '0x1F 0X1f 0x_1F 0x1F_'],
  [-31, '-0x1F'],
  [1000, '1_000 1e3 1E3 1e+3 1.e3 1_e3 +1e3'],
  [8, '08'],
  [9.5, '09.5'],
  [0.5, '.5 .5_0 +.5'],
  [0.05, '.5E-1'],
  [-0.5, '-.5'],
  [1.5, '+1.5 1.5_0 1_.5 1._5'],
  [12000, '12e03'],
  [5e9, '.5e1_0'],
  [5e-324, '5e-324'],
  [63, '0o7_7'],
  [9007199254740991, '9007199254740991'],
  [9007199254740992n, '9007199254740992 9007199254740993.0'],
  [9007199254740993n, '9007199254740993'],
  [9223372036854775807n, '9223372036854775807 0o777777777777777777777'],
  [-9223372036854775808n, '-9223372036854775808 -0x8000000000000000'],
  [1000000000000000000n, '1e18'],
  [2 ** 63, '9223372036854775808 0x8000000000000000'],
  [-(2 ** 63), '-9223372036854775809'],
  [2 ** 64, '18446744073709551615 18446744073709551616 0xFFFFFFFFFFFFFFFF'],
  [1e20, '99999999999999999999 1e20'],
  [1e21, '1e21'],
  [7.777777777777778e23, '0777777777777777777777777'],
]

/** Plain scalars that stay text. Kubernetes refuses `.inf` and `.nan`; they are kept as their text. */
const texts =
  'yEs oN tRue nUll << = _1 0b12 0o8 1e400 -1e400 1E+400 .5e400 1:30 190:20:30 .inf -.Inf .nan inf nan 2001-12-14 ' +
  '2001-12-14T21:59:43Z 0xFFFFFFFFFFFFFFFFFF -0x8000000000000001 + . .. 0x 0b 1e e1 0x1p3 0x1.8 1,000 1e18.5 -- ' +
  '._1 .1e .e3 -.e1 .5__0 .5_ .5_e1 .5e_1 1.7976931348623159e308'

function specOf(text: string): Json | undefined {
  const read = readResources(`apiVersion: example.com/v1\nkind: Thing\nspec:\n${text}`)
  const value = read.ok ? read.value[0]?.value : undefined
  return isJsonMap(value) ? value.spec : read
}

describe('a plain scalar of a Kubernetes document', () => {
  it.each(readings.flatMap(([value, forms]) => forms.split(' ').map((form) => [form, value] as const)))(
    '%s is what the cluster reads',
    (form, value) => {
      expect(specOf(`  a: ${form}\n  b: [${form}]\n`)).toEqual({ a: value, b: [value] })
    },
  )

  it.each(texts.split(' '))('%s is text', (form) => {
    expect(specOf(`  a: ${form}\n`)).toEqual({ a: form })
  })

  it('of a million digits is read without delay', () => {
    const digits = '1'.repeat(1_000_000)
    for (const form of [digits, `0x${digits}`, `0b${digits}`, `0${digits}`, `${'0'.repeat(1_000_000)}8`])
      expect([[form], [8]]).toContainEqual(specOf(`  - ${form}\n`))
  })

  it('is text in quotes, in a block and with a tag', () => {
    expect(specOf(`  a: "on"\n  b: 'yes'\n  c: |-\n    017\n  d: !!str 5\n  e: ! on\n`)).toEqual({
      a: 'on',
      b: 'yes',
      c: '017',
      d: '5',
      e: 'on',
    })
  })

  it('is of the type that its tag names', () => {
    expect(specOf('  a: !!int "5"\n  b: !!bool "yes"\n  c: !!float 5\n  d: !foo 5\n')).toEqual({
      a: 5,
      b: true,
      c: 5,
      d: '5',
    })
  })

  it.each([
    ['on', 'true'],
    ['N', 'false'],
    ['1_000', '1000'],
    ['0x1F', '31'],
    ['017', '15'],
    ['9223372036854775807', '9223372036854775807'],
    ['2001-01-01', '2001-01-01'],
    ['1.5', '1.5'],
    ['1.23456789', '1.2345679'],
    ['1e3', '1000'],
    ['1e6', '1e+06'],
    ['0.00001', '1e-05'],
    ['-1.5e-7', '-1.5e-07'],
    ['1e39', '.inf'],
  ])('%s as a key is %s', (form, key) => {
    expect(specOf(`  ${form}: x\n`)).toEqual({ [key]: 'x' })
  })

  it('treats two keys as duplicates that Kubernetes treats as duplicates', () => {
    const read = readResources('kind: Thing\ndata:\n  on: 1\n  "true": 2\n')
    expect(read).toMatchObject({ ok: false, error: { message: 'The key "true" is set twice', line: 4 } })
  })
})

it('application configuration is read by the core schema of YAML 1.2, with octal file modes', () => {
  const text = 'on: yes\n1_000: 1_000\nmode: 0644\nlimit: 9007199254740993\nhex: 0x1F\nnone: ~\nten: 0o12\n'
  const read = readResources(text)
  expect(read.ok && read.value[0]?.value).toEqual({
    on: 'yes',
    '1_000': '1_000',
    mode: 420,
    limit: 9007199254740993n,
    hex: 31,
    none: null,
    ten: 10,
  })
})
