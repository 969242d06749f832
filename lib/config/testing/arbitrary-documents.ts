import fc from 'fast-check'
import { stringify } from 'yaml'
import { doubleNumber, wholeNumber } from '#lib/base/exact-number.ts'
import type { Json } from '#lib/base/json.ts'

/** Generators for tests: values, and texts that hold them in many styles. */
const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'name', 'spec', 'data', 'x.y', 'value') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'a: b',
      '- c',
      '#',
      'true',
      '1',
      'null',
      '~',
      '',
      '"',
      "it's",
      '__proto__',
      '日本',
    ),
  },
)

const text = fc.oneof(
  fc.constantFrom(
    'x',
    'yes',
    '5',
    '0x1f',
    '1e3',
    'null',
    '~',
    '',
    ' x',
    'a: b',
    'a #b',
    '- a',
    '{}',
    '[',
    '*a',
    '&a',
    '!a',
  ),
  fc.constantFrom(
    'line\nline',
    'line\n',
    'line\nline\n',
    '\n',
    ' a\nb',
    'a\n\n\nb\n',
    'a\n\n',
    'a\t\n b',
    "it's",
    '"',
    '\u2028',
    '\u0007',
  ),
  fc.constantFrom(
    'long '.repeat(40).trim(),
    '%a',
    '@a',
    '`a',
    '---',
    '...',
    '--- a',
    ':',
    'a:',
    '?',
    '? a',
    '-',
    ',',
    'http://x:1/y#z',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }).filter((each) => each.isWellFormed()),
  fc.string({ maxLength: 8 }),
)

const scalars: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(wholeNumber),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(doubleNumber),
  fc.boolean(),
  fc.constant(null),
)

const trees = fc.letrec<{ value: Json; map: { [key: string]: Json } }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 3, arbitrary: scalars },
    { weight: 2, arbitrary: tie('map') },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
  ),
  map: fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
}))

export const values = trees.value
export const maps = trees.map
/** RFC 7386 cannot express null inside new maps; everything else goes. */
export const mergePatches = trees.map

/** Maps in which whole subtrees occur several times; written with anchors and aliases. */
const sharingMaps: fc.Arbitrary<{ [key: string]: Json }> = fc
  .tuple(maps, maps, fc.array(values, { maxLength: 3 }))
  .map(([outer, shared, list]) => ({
    ...outer,
    first: shared,
    second: { again: shared, list },
    third: [shared, list],
  }))

const styles = fc.record({
  indent: fc.integer({ min: 1, max: 5 }),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
  collectionStyle: fc.constantFrom('any', 'any', 'any', 'flow') as fc.Arbitrary<'any' | 'flow'>,
  flowCollectionPadding: fc.boolean(),
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'PLAIN',
    'QUOTE_DOUBLE',
    'QUOTE_SINGLE',
  ) as fc.Arbitrary<'PLAIN'>,
  defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE') as fc.Arbitrary<'PLAIN'>,
})

const dressing = fc.record({
  crlf: fc.boolean(),
  bom: fc.boolean(),
  start: fc.constantFrom('', '---\n', '# top\n', '# top\n--- # start\n', '%YAML 1.2\n---\n'),
  end: fc.constantFrom('', '# end\n', '...\n', '\n\n', '---\n'),
  cut: fc.boolean(),
})

/** A text that holds the value. */
function textOf(value: Json): fc.Arbitrary<string> {
  return fc.tuple(styles, dressing).map(([style, { crlf, bom, start, end, cut }]) => {
    const body = stringify(value, { ...style, directives: false })
    const whole = start + (cut && end === '' ? body.replace(/\n$/, '') : body + end)
    return (bom ? '\uFEFF' : '') + (crlf ? whole.replaceAll('\n', '\r\n') : whole)
  })
}

export const documents = fc.oneof(maps, sharingMaps).chain((value) => textOf(value))
