import type { Random } from '#lib/config/testing/random.ts'

const texts = [
  '',
  ' ',
  'x'.repeat(129),
  'x'.repeat(1025),
  'x'.repeat(100_000),
  'é\u0000',
  '\ud800',
  "'; drop table",
  '../..',
  '0f4e7a52-1111-4222-8333-944455566677',
  '2026-02-30',
  '%00',
  '{{.x}}',
  '😀'.repeat(40),
]
const numbers = [0, -1, 1.5, 1e300, -0, 2 ** 31, 2 ** 53, 2 ** 63, Number.MIN_VALUE]
const keys = [
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'hasOwnProperty',
  '',
  ' ',
  'a b',
  'é',
  'x'.repeat(200),
]

/** A value with something wrong in it. */
export function mutateJson(random: Random, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const at = random.below(value.length)
    return value.map((item: unknown, index) => (index === at ? mutateJson(random, item) : item))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.85))
    return mutateMap(random, Object.entries(value))
  return another(random, value)
}

function mutateMap(random: Random, entries: readonly [string, unknown][]): unknown {
  const chosen = random.below(entries.length + 1)
  const changed = entries.flatMap(([key, value], index): [string, unknown][] => {
    if (index !== chosen) return [[key, value]]
    switch (random.below(5)) {
      case 0:
        return []
      case 1:
        return [[random.pick(keys), value]]
      default:
        return [[key, mutateJson(random, value)]]
    }
  })
  if (chosen === entries.length) changed.push([random.pick(keys), another(random, 'x')])
  // Not by assignment, because `__proto__` has to become a key like any other.
  return Object.fromEntries(changed)
}

function another(random: Random, value: unknown): unknown {
  switch (random.below(9)) {
    case 0:
      return null
    case 1:
      return random.pick(numbers)
    case 2:
      return random.chance(0.5)
    case 3:
      return [value]
    case 4:
      return { a: value }
    case 5:
      return nested(random)
    case 6:
      return Array.from({ length: random.pick(isSmall(value) ? [0, 2, 3000] : [0, 2]) }, () => value)
    default:
      return random.pick(texts)
  }
}

/** A value that is already long is not repeated, or the client would run out of memory before the hub. */
function isSmall(value: unknown): boolean {
  return typeof value === 'object' ? value === null : String(value).length < 200
}

function nested(random: Random): unknown {
  let value: unknown = 1
  for (let depth = random.pick([3, 60, 99, 101, 3000]); depth > 0; depth -= 1)
    value = random.chance(0.5) ? [value] : { a: value }
  return value
}

/** The same for texts: bytes that are rarely intended. */
export function mutateText(random: Random, text: string): Buffer {
  const at = random.below(text.length + 1)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  switch (random.below(9)) {
    case 0:
      return Buffer.from(before)
    case 1:
      return Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xc3, 0x28, 0x00]), Buffer.from(after)])
    case 2:
      return Buffer.from(`\ufeff${text}`)
    case 3:
      return Buffer.from(text + text)
    case 4:
      return Buffer.from(
        text.replace(/\d+/, () => random.pick(['1e400', '123456789012345678901234567890', '0x1', '1_0'])),
      )
    case 5:
      return Buffer.from(text.replace(/"(\w+)":/, '"$1":1,"$1":'))
    case 6:
      return Buffer.from(
        before + random.pick(['\u0000', '\\ud800', '\t', '\r', ' '.repeat(100_000), '//', '"']) + after,
      )
    case 7:
      return Buffer.from(text, 'utf16le')
    default:
      return Buffer.from(after)
  }
}
