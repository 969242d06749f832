import type { Random } from '#lib/config/testing/random.ts'
import { deployment } from '#tests/contract/fuzz/world.ts'

const many = (count: number, line: (index: number) => string, glue = '\n') =>
  Array.from({ length: count }, (_, index) => line(index)).join(glue)

const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${many(9, () => `*${'abcdefghi'[index]}`, ',')}]`),
].join('\n')

/** Config data: valid, odd, and hostile. */
const documents: readonly ((random: Random) => string)[] = [
  (random) => deployment(random.below(9)),
  (random) => deployment(random.below(9)),
  (random) => deployment(random.below(9)),
  () => '',
  () => 'A=1\nB=2\n',
  () => '{"a": 1}',
  () => bomb,
  () => 'a:\n\t- b',
  () => 'a: 1\na: 2\n',
  () => 'a: [1,\nb: 2',
  () => `${'- '.repeat(3000)}a`,
  () => `${'{a: '.repeat(3000)}1${'}'.repeat(3000)}`,
  () => `${'['.repeat(100_000)}`,
  () => 'a: "\\ud800"',
  () => 'a: \u0000',
  (random) => many(random.pick([2, 40, 300]), () => deployment(1), '---\n'),
  (random) => `a: ${'x'.repeat(random.pick([1000, 200_000]))}`,
  (random) => many(random.pick([3000, 20_000]), (index) => `k${index}: ${index}`),
  (random) => `- &a x\n${'- *a\n'.repeat(random.pick([1000, 20_000]))}`,
  (random) => many(random.pick([1000, 5000]), (index) => `- &a${index} x\n- *a${index}`),
  (random) => `a: {${many(random.pick([1000, 10_000]), (index) => `k${index}: 1`, ',')}}`,
  (random) => '---\n'.repeat(random.pick([100, 20_000])),
  () => `a: &a {<<: {b: 1}}\nc:\n  <<: [*a, *a]\n`,
  () => '<<: *nobody',
  () => '&a a: *a',
  () => '? [a, b]\n: c',
  () => '!!js/function "return 1"',
  () => '!!binary aGk=',
  () => '__proto__: {a: 1}\nconstructor: x\n',
  () => '%YAML 9.9\n---\na: 1',
  () => 'a: 1e400\nb: .inf\nc: .nan\nd: 0777\ne: 123456789012345678901234567890\n',
  () => `a: "${'\\n'.repeat(100_000)}"`,
  () => `a: |\n${'  x\n'.repeat(30_000)}`,
  () => `${'#'.repeat(300_000)}\na: 1`,
  () =>
    `apiVersion: v1\nkind: List\nitems:\n${many(200, (index) => `- {kind: A, metadata: {name: a${index}}}`)}`,
  () =>
    'kind: A\nmetadata: {name: "a/b", namespace: 3}\n---\nkind: A\nmetadata: {name: "a/b", namespace: 3}\n',
]

export function documentBody(random: Random): string {
  return random.pick(documents)(random)
}
