import { describe, expect, it, vi } from 'vitest'
import { maskConfig, maskText, secretsIn } from '#lib/config/mask/mask.ts'

vi.setConfig({ testTimeout: 120_000 })

// A mebibyte of each of these is slow for some way of searching for secrets.
const units = [
  'a.',
  '://',
  'x://a:b',
  'x://a:b@',
  'x://hooks/',
  'a:',
  'a_key=',
  'a_key=é',
  'é',
  '•',
  'password=•',
  `"'`,
  '"',
  '\\"',
  '\\',
  '=',
  'password=',
  '-',
  '-a',
  '--password ',
  'QUJD',
  'xoxb-',
  'eyJabcdefgh-',
  'AKIA',
  '-----BEGIN PRIVATE KEY-----\n',
  '-----BEGIN ',
  'name: DB_PASSWORD\n',
  'value: x\n',
  'kind: Secret\n',
  'kind:&',
  'data:{',
  '---\n',
  '{',
  '[{',
  '{"a":',
  ' ',
  'a ',
  '\n',
  'mysql -p ',
  '<a>',
  '<name>a</name>',
  '@tcp(',
  'a:@tcp(',
  '@//',
  'a/@//',
  'jdbc:oracle:',
  '$2b$',
  '#',
  ' # a: b',
  'password ',
  'password q7Zabc9 ',
  'password: q7Zabc9d8f\n',
  'DB_PASSWORD=q7Zabc9d8f;',
  'A',
  'AaA',
  'a,',
  'Bearer ',
  '@',
  ':b@',
  '8Q~',
  '-us',
  'SG.',
  'a:5432:b:c:',
  '"""',
  '- - ',
  '*a ',
  'secret',
  'hvs.',
  '.atlasv1.',
  ';a=b',
]

function secondsFor(text: string): number {
  const start = performance.now()
  maskText(text)
  return (performance.now() - start) / 1000
}

describe('masking', () => {
  it.each(units)('takes time in proportion to the length of its text: %j', (unit) => {
    const text = (size: number) => unit.repeat(Math.ceil(size / unit.length))

    const small = secondsFor(text(131_072))
    const large = secondsFor(text(1_048_576))

    // Eight times the text; quadratic work would take 64 times as long.
    expect(large).toBeLessThan(Math.max(4, small * 24))
    expect(large).toBeLessThan(20)
  })

  it('follows many secrets with the same beginning', () => {
    const secrets = new Set(Array.from({ length: 2000 }, (_, index) => `aaaaaaa${'a'.repeat(index)}9`))
    const start = performance.now()
    maskText('a'.repeat(1_048_576), { secrets })

    expect(performance.now() - start).toBeLessThan(4000)
  })

  it('is as fast for a long value as for a long text', () => {
    const text = `kind: ConfigMap\ndata:\n  x: ${'a.'.repeat(262_144)}\n`
    const start = performance.now()
    maskConfig(text)
    secretsIn(text)

    expect(performance.now() - start).toBeLessThan(4000)
  })
})
