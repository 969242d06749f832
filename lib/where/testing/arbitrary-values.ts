import fc from 'fast-check'
import { letter } from '#lib/where/testing/arbitrary-pattern.ts'

// Few values of each kind, so that expressions and the rows of tests meet.

/** What text attributes and map values hold; a literal of `where` cannot say all of it. */
export const storedText = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'ab',
    'web',
    'trade-service',
    'TRADE_SERVICE',
    '100%',
    'a_b',
    'É',
    'straße',
    'true',
    '1',
  ),
  fc.constantFrom(
    "it's",
    'say "a"',
    'a\\b',
    'a\n',
    '\n',
    '\ue000',
    '🚀',
    '  ',
    '$1',
    '[a',
    '(a)',
    '{}',
    'NULL',
  ),
  fc.array(letter, { maxLength: 4 }).map((letters) => letters.join('')),
)
export const literalText = storedText.filter((text) => !/['"\\\p{Cc}]/u.test(text))

/** Keys of maps, as the grammar allows them; few, so that they are met. */
export const mapKey = fc.constantFrom(
  ...[
    'Tier',
    'tier',
    'app.kubernetes.io/name',
    'a/b',
    'x_y-z',
    '1',
    'IN',
    'IS',
    'constructor',
    'space/gate/vet-cel',
  ],
)

const idCount = 12
/** The same few ids for every kind of entity. */
export function idOf(number: number): string {
  return `abcdef0${number.toString(16)}-0000-4000-8000-00000000000${number.toString(16)}`
}
export const someId = fc.nat(idCount - 1).map(idOf)
export const literalId = fc.oneof(
  someId,
  someId.map((id) => id.toUpperCase()),
)

/** With milliseconds, as the API answers times. */
export const someTime = fc.constantFrom(
  '2026-01-07T00:00:00.000Z',
  '2026-01-07T00:00:00.123Z',
  '2026-01-07T23:59:59.999Z',
  '2026-01-08T00:00:00.000Z',
  '1999-12-31T08:00:00.000Z',
)
export const literalTime = fc.oneof(
  fc.constantFrom('2026-01-07', '2026-01-08', '2026-01-07T00:00:00', '2026-01-07T00:00:00.123', '0001-01-01'),
  fc.constantFrom('2026-01-07T00:00:00.1230005Z', '2026-01-07T00:00:00.0000005'),
  fc.constantFrom('2026-01-07T00:00:00.1230004Z', '2026-01-07T23:59:59.9999999Z', '9999-12-31T24:00:00'),
  someTime,
)
export const someNumber = fc.oneof(fc.nat(4), fc.constant(2_147_483_647))
export const literalNumber = fc.oneof(
  fc.nat(4).map(String),
  fc.constantFrom('007', '2147483647', '9999999999'),
)
