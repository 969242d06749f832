import fc from 'fast-check'
import { compares, isOrder, kindOf } from '#lib/where/operators.ts'
import { likePattern, regularExpression } from '#lib/where/testing/arbitrary-pattern.ts'
import { literalNumber, literalText } from '#lib/where/testing/arbitrary-values.ts'

const key = fc.constantFrom(
  'spec',
  'replicas',
  'image',
  'name',
  'app~1kubernetes~1io/name',
  'a_b',
  '$x',
  'data',
)
const segment = fc.oneof(
  { weight: 6, arbitrary: key },
  {
    weight: 1,
    arbitrary: fc.constantFrom('*', '0', '12', '?name=main', '*?name=main', '?name=@2', '@app:x'),
  },
)
const path = fc
  .tuple(
    key,
    fc.array(segment, { maxLength: 4 }),
    fc.constantFrom('', '', '', '.|safe', '.|spec.safe'),
    fc.constantFrom('', '', '', '#reference', '#uri'),
  )
  .map(([first, rest, optional, accessor]) => [first, ...rest].join('.') + optional + accessor)

const quote = (text: string) => `'${text}'`
const bool = fc.constantFrom('true', 'false', 'TRUE')
const blank = fc.constantFrom(' ', '  ')
const list = (values: fc.Arbitrary<string>) =>
  fc.array(values, { minLength: 1, maxLength: 3 }).map((all) => `(${all.join(', ')})`)
const ofKind = (...kinds: readonly string[]) => compares.filter((op) => kinds.includes(kindOf(op)))

const right = fc.oneof(
  fc.tuple(fc.constantFrom(...compares.filter(isOrder)), fc.oneof(literalNumber, literalText.map(quote))),
  fc.tuple(fc.constantFrom('=', '!='), bool),
  fc.tuple(fc.constantFrom(...ofKind('like')), fc.oneof(likePattern, literalText).map(quote)),
  fc.tuple(fc.constantFrom(...ofKind('regex')), regularExpression.map(quote)),
  fc.tuple(
    fc.constantFrom('IN', 'NOT IN'),
    fc.oneof(list(literalNumber), list(literalText.map(quote)), list(bool)),
  ),
)

/** Expressions of `where_data`; nearly all are read. */
export const dataText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(path, blank, right).map(([left, space, [op, value]]) => `${left}${space}${op}${space}${value}`),
    { minLength: 1, maxLength: 4 },
  )
  .map((terms) => terms.join(' AND '))
